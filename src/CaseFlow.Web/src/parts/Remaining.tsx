import { CheckCircleFilled, ClockCircleOutlined, ExclamationCircleFilled, PauseCircleFilled, WarningFilled } from '@ant-design/icons';
import { Tag, Tooltip } from 'antd';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { inLocale } from '../texts';
import { date } from '../texts/time';

/** What of a clock says how urgent it is. */
export type Urgency = Pick<Schemas['ClockView'], 'colour' | 'remainingDays' | 'overdueDays' | 'deadlineDate' | 'provisional' | 'outcome'> & { title?: Record<string, string>; unit?: string };

const looks: Record<string, { colour: string; icon: ReactNode }> = {
  green: { colour: 'green', icon: <ClockCircleOutlined /> },
  amber: { colour: 'gold', icon: <WarningFilled /> },
  final: { colour: 'orange', icon: <ExclamationCircleFilled /> },
  red: { colour: 'red', icon: <ExclamationCircleFilled /> },
  paused: { colour: 'default', icon: <PauseCircleFilled /> },
  done: { colour: 'default', icon: <CheckCircleFilled /> },
};

// Lists say `final`, a case says `FinalDay`.
const key = (colour: string) => (colour.toLowerCase() === 'finalday' ? 'final' : colour.toLowerCase());

const word = (clock: Urgency, t: TFunction) => {
  if (clock.outcome) return t(`clock.outcome.${clock.outcome}`);
  if (key(clock.colour) === 'paused') return t('clock.paused');
  const unit = clock.unit === 'CalendarDays' ? 'calendar' : 'working';
  if (clock.overdueDays > 0) return t(`clock.overdue.${unit}`, { count: clock.overdueDays });
  if (key(clock.colour) === 'red') return t('clock.red');
  if (clock.remainingDays === 0) return t('clock.today');
  return t(`clock.left.${unit}`, { count: clock.remainingDays });
};

/** Remaining working time with colour, sign and word: none of them alone. */
export function Remaining({ clock }: { clock: Urgency | null | undefined }) {
  const { t } = useTranslation();
  if (!clock) return <span aria-label={t('clock.none')}>–</span>;
  const look = looks[clock.outcome ? 'done' : key(clock.colour)] ?? looks.green!;
  return (
    <Tooltip title={`${inLocale(clock.title)} ${t('clock.deadline', { date: date(clock.deadlineDate + 'T12:00:00+08:00') })}${clock.provisional ? ` · ${t('clock.provisional')}` : ''}`}>
      <Tag color={look.colour} icon={look.icon} className="number">
        {word(clock, t)}
        {clock.provisional && ` · ${t('clock.provisionalShort')}`}
      </Tag>
    </Tooltip>
  );
}
