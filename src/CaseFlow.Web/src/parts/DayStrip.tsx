import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { date, shortDate } from '../texts/time';
import { useWords } from './words';

const camel = (word: string) => word.charAt(0).toLowerCase() + word.slice(1);

/** A deadline that explains itself: counted days, holidays, make-up days and pauses, the same for citizen, clerk and manager. */
export function DayStrip({ days }: { days: Schemas['StripDayView'][] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <ol className="strip">
      {days.map((day) => {
        const noon = `${day.date}T12:00:00+08:00`;
        const kind = camel(day.kind);
        return (
          <li key={day.date} data-kind={kind} aria-current={day.isToday ? 'date' : undefined} title={`${date(noon)}${day.name ? ` · ${words('holiday', day.name)}` : ''}`}>
            <div className="number">{shortDate(noon)}</div>
            <div>{day.name && kind === 'holiday' ? words('holiday', day.name) : t(`clock.kind.${kind}`, { number: day.number ?? '' })}</div>
            {day.isDeadline && <strong aria-label={t('case.deadlines')}>●</strong>}
          </li>
        );
      })}
    </ol>
  );
}
