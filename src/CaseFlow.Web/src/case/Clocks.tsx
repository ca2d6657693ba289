import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { DayStrip } from '../parts/DayStrip';
import { Remaining } from '../parts/Remaining';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';

/** The promised limits of a case, day by day, paused and raw time side by side. */
export function Clocks({ number }: { number: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const clocks = useQuery({ queryKey: ['case', number, 'clocks'], queryFn: () => done(api.GET('/api/v1/cases/{number}/clocks', { params: { path: { number } } })) });
  const forecast = useQuery({ queryKey: ['case', number, 'forecast'], queryFn: () => done(api.GET('/api/v1/cases/{number}/forecast', { params: { path: { number } } })) });
  const said = (clock: string) => forecast.data?.find((one) => one.clock === clock);
  if (clocks.error && !clocks.data) return <Wrong problem={clocks.error} retry={() => void clocks.refetch()} />;
  if (!clocks.data) return <Waiting />;
  if (clocks.data.length === 0) return <Nothing text={t('case.none.clocks')} />;
  return (
    <Flex vertical gap={24}>
      {clocks.data.map((clock) => (
        <section key={clock.name}>
          <h2 className="part">
            {inLocale(clock.title, clock.name)} <Remaining clock={clock} />
          </h2>
          <p>
            {t('clock.used', { used: clock.usedDays, budget: clock.budget })}
            {clock.pausedDays > 0 && ` · ${t('clock.pausedDays', { count: clock.pausedDays, raw: clock.rawDays })}`}
          </p>
          {said(clock.name) && <p>{t('forecast.ofLimit', { probability: Math.round(100 * said(clock.name)!.probability), left: said(clock.name)!.hoursLeft, usual: said(clock.name)!.usualHours, sample: said(clock.name)!.sample })}</p>}
          {clock.strip && <DayStrip days={clock.strip} />}
          {clock.pauses.length > 0 && (
            <>
              <h3 className="part">{t('clock.pauses')}</h3>
              <ul>
                {clock.pauses.map((pause) => (
                  <li key={pause.from}>
                    <span className="number">
                      {dateTime(pause.from)} – {pause.to ? dateTime(pause.to) : '…'}
                    </span>{' '}
                    · {words('reason', pause.reason)} · <Who login={pause.by} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
    </Flex>
  );
}
