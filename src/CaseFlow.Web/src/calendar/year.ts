/** The table of a year: what differs from plain Monday to Friday. */
export interface YearTable {
  calendar?: string;
  year?: number;
  published: boolean;
  notice?: string;
  holidays: { date: string; name: string }[];
  workdays: string[];
}

export type DayKind = 'workday' | 'weekend' | 'holiday' | 'makeUp';

export interface Day {
  date: string;
  number: number;
  /** 0 is Monday. */
  weekday: number;
  kind: DayKind;
  name?: string;
}

/** The days of a year by months. Dates are those of Shanghai and never pass through the browser's zone. */
export function monthsOf(year: number, table: YearTable | undefined): Day[][] {
  const holidays = new Map(table?.holidays.map((day) => [day.date, day.name]));
  const workdays = new Set(table?.workdays);
  return Array.from({ length: 12 }, (_, month) =>
    Array.from({ length: new Date(Date.UTC(year, month + 1, 0)).getUTCDate() }, (_, index) => {
      const at = new Date(Date.UTC(year, month, index + 1));
      const date = at.toISOString().slice(0, 10);
      const weekday = (at.getUTCDay() + 6) % 7;
      const kind: DayKind = workdays.has(date) ? 'makeUp' : holidays.has(date) ? 'holiday' : weekday >= 5 ? 'weekend' : 'workday';
      return { date, number: index + 1, weekday, kind, name: holidays.get(date) };
    }),
  );
}

export const workingDaysOf = (months: Day[][]) => months.flat().filter((day) => day.kind === 'workday' || day.kind === 'makeUp').length;

/** Reads what somebody pasted or chose; the server checks it fully. */
export function readTable(text: string): YearTable | null {
  try {
    const table = JSON.parse(text) as YearTable;
    return Array.isArray(table.holidays) && Array.isArray(table.workdays) ? table : null;
  } catch {
    return null;
  }
}
