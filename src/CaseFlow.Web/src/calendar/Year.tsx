import { useTranslation } from 'react-i18next';
import { localeNow } from '../texts';
import { date as sayDate } from '../texts/time';
import { monthsOf, workingDaysOf, type YearTable } from './year';
import { Verbatim } from '../parts/Verbatim';
import { useWords } from '../parts/words';

const monthName = (month: number) => new Intl.DateTimeFormat(localeNow() === 'en' ? 'en-GB' : 'zh-CN', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month, 1));
const weekdayName = (weekday: number) => new Intl.DateTimeFormat(localeNow() === 'en' ? 'en-GB' : 'zh-CN', { weekday: 'narrow', timeZone: 'UTC' }).format(Date.UTC(2026, 5, 1 + weekday));

/** A year at a glance: holidays by name and sign, make-up days, weekends. Colour is never the only sign. */
export function Year({ year, table }: { year: number; table: YearTable | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const months = monthsOf(year, table);
  return (
    <>
      <p>
        {t('calendar.workingDays', { count: workingDaysOf(months), holidays: table?.holidays.length ?? 0, workdays: table?.workdays.length ?? 0 })}
        {table?.notice && <> · <Verbatim>{table.notice}</Verbatim></>}
      </p>
      <ul className="year-legend plain" aria-label={t('calendar.legend')}>
        {(['workday', 'weekend', 'holiday', 'makeUp'] as const).map((kind) => (
          <li key={kind}>
            <span className="year-day" data-kind={kind} aria-hidden="true">
              {t(`calendar.sign.${kind}`)}
            </span>{' '}
            {t(`calendar.kind.${kind}`)}
          </li>
        ))}
      </ul>
      <div className="year">
        {months.map((days, month) => (
          <table key={month}>
            <caption>{monthName(month)}</caption>
            <thead>
              <tr>
                {Array.from({ length: 7 }, (_, weekday) => (
                  <th key={weekday} scope="col">
                    {weekdayName(weekday)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from({ length: Math.ceil((days[0]!.weekday + days.length) / 7) }, (_, week) => (
                <tr key={week}>
                  {Array.from({ length: 7 }, (_, weekday) => {
                    const day = days[week * 7 + weekday - days[0]!.weekday];
                    if (!day) return <td key={weekday} />;
                    const about = `${sayDate(`${day.date}T12:00:00+08:00`)} · ${day.name ? words('holiday', day.name) : t(`calendar.kind.${day.kind}`)}`;
                    return (
                      <td key={weekday} className="year-day" data-kind={day.kind} title={about}>
                        <span aria-hidden={day.kind !== 'workday' && day.kind !== 'weekend'}>{day.number}</span>
                        {(day.kind === 'holiday' || day.kind === 'makeUp') && (
                          <>
                            <sup aria-hidden="true">{t(`calendar.sign.${day.kind}`)}</sup>
                            <span className="only-read">{about}</span>
                          </>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        ))}
      </div>
    </>
  );
}
