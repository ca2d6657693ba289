import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Flex, Segmented, Tabs, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api, done, Problem } from '../api/client';
import { useRole } from '../app/session';
import { Page } from '../parts/Page';
import { Waiting, Wrong } from '../parts/States';
import { ImportYear } from './ImportYear';
import { Recounts } from './Recounts';
import { Year } from './Year';
import type { YearTable } from './year';

/** The working calendar: what is a working day, until when that is known, and what a new table would move. */
export default function CalendarPage() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const designs = useRole('designer');
  const calendars = useQuery({ queryKey: ['calendars'], queryFn: () => done(api.GET('/api/v1/calendars')) });
  const calendar = calendars.data?.find((one) => one.id === address.get('calendar')) ?? calendars.data?.[0];
  // The year that is now, by the clock of the house; tables of later years are a click away.
  const clock = useQuery({ queryKey: ['clock'], queryFn: () => done(api.GET('/api/v1/clock')), staleTime: 600_000 });
  const now = clock.data && Number(clock.data.now.slice(0, 4));
  const year = Number(address.get('year') ?? (now && calendar?.years.includes(now) ? now : calendar?.years.at(-1)) ?? new Date().getFullYear());
  const table = useQuery({
    queryKey: ['calendars', calendar?.id, year],
    queryFn: () => done(api.GET('/api/v1/calendars/{id}/{year}', { params: { path: { id: calendar!.id, year } } })) as Promise<unknown> as Promise<YearTable>,
    enabled: calendar !== undefined,
  });
  const tabs = ['year', ...(designs ? ['import'] : []), 'recounts'];
  const tab = tabs.find((one) => one === address.get('tab')) ?? 'year';
  const change = (part: Record<string, string>) => setAddress({ ...Object.fromEntries(address), ...part }, { replace: true });
  if (calendars.error) return <Page title={t('room.calendar')}><Wrong problem={calendars.error} retry={() => void calendars.refetch()} /></Page>;
  if (!calendars.data || clock.isPending) return <Page title={t('room.calendar')}><Waiting /></Page>;
  if (!calendar) return <Page title={t('room.calendar')}><Alert type="warning" title={t('calendar.none')} /></Page>;
  const unknown = table.error instanceof Problem && table.error.status === 404;
  const years = [...new Set([...calendar.years, (calendar.years.at(-1) ?? year) + 1])];
  return (
    <Page
      title={t('room.calendar')}
      extra={
        <>
          {calendars.data.length > 1 && <Segmented value={calendar.id} onChange={(id) => change({ calendar: id })} options={calendars.data.map((one) => one.id)} />}
          <Tag>{calendar.coveredUntil ? t('calendar.coveredUntil', { date: calendar.coveredUntil, version: calendar.version }) : t('calendar.uncovered')}</Tag>
        </>
      }
    >
      <Card>
        <Tabs
          activeKey={tab}
          onChange={(next) => change({ tab: next })}
          destroyOnHidden
          items={[
            {
              key: 'year',
              label: t('calendar.year'),
              children: (
                <Flex vertical gap={12}>
                  <Segmented aria-label={t('calendar.year')} value={year} onChange={(next) => change({ year: String(next) })} options={years} />
                  {unknown && <Alert type="warning" showIcon title={t('calendar.unpublished', { year })} />}
                  {table.error && !unknown && <Wrong problem={table.error} retry={() => void table.refetch()} />}
                  {table.isPending ? <Waiting /> : <Year year={year} table={unknown ? undefined : table.data} />}
                </Flex>
              ),
            },
            ...(designs ? [{ key: 'import', label: t('calendar.import'), children: <ImportYear calendar={calendar.id} /> }] : []),
            { key: 'recounts', label: t('calendar.recounts'), children: <Recounts /> },
          ]}
        />
      </Card>
    </Page>
  );
}
