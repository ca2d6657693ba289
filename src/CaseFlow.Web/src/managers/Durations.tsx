import { useQuery } from '@tanstack/react-query';
import { Flex, Table } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Chart } from '../parts/Chart';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Nothing, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { countedAt } from './Counted';
import { useGetDashboard, useWatched } from './useDashboard';
import { Watched } from './Watched';

const percentiles = ['p50', 'p90', 'p99'] as const;

/** How long cases took, whole and state by state, in working hours. */
export default function Durations() {
  const { t } = useTranslation();
  const words = useWords();
  const { office, process, from, to } = useWatched();
  const query = { office, process, from, to };
  const { board } = useGetDashboard(office);
  const durations = useQuery({ queryKey: ['durations', query], queryFn: () => done(api.GET('/api/v1/dashboard/durations', { params: { query } })) });
  const rows = durations.data ?? [];
  const whole = rows.filter((row) => !row.state);
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis' },
      legend: { top: 0 },
      grid: { left: 160, right: 24, bottom: 28 },
      xAxis: { type: 'value', name: t('dashboard.hours') },
      yAxis: { type: 'category', data: whole.map((row) => words('process', row.process)) },
      series: percentiles.map((part) => ({ type: 'bar', name: part.toUpperCase(), data: whole.map((row) => row[part]) })),
    }),
    [durations.data, t],
  );
  const list = (row: Schemas['DurationRow'], beyond?: number) => countedAt('stay', { ...query, process: row.process, state: row.state ?? undefined, beyond });
  return (
    <Page title={t('supervision.pages.durations')} extra={<Csv of="dashboard/durations" where={query} />}>
      <Flex vertical gap={16}>
        <Watched madeAt={board.data?.madeAt} days process />
        <p>{t('dashboard.durationsAbout')}</p>
        {durations.error && <Wrong problem={durations.error} retry={() => void durations.refetch()} />}
        {whole.length > 0 && <Chart option={option} label={t('dashboard.durationsChart')} height={80 + 60 * whole.length} />}
        <Table
          size="middle"
          rowKey={(row) => `${row.process}/${row.state ?? ''}`}
          pagination={false}
          loading={durations.isPending && !durations.error}
          dataSource={rows}
          locale={{ emptyText: <Nothing text={t('dashboard.noDurations')} /> }}
          columns={[
            { title: t('inbox.process'), render: (_, row) => words('process', row.process) },
            { title: t('inbox.state'), render: (_, row) => (row.state ? words('state', row.state) : <strong>{t('dashboard.whole')}</strong>) },
            { title: t('dashboard.cases'), align: 'right', render: (_, row) => <Link to={list(row)} className="number">{row.count}</Link> },
            ...percentiles.map((part) => ({
              title: `${part.toUpperCase()} (${t('dashboard.hours')})`,
              align: 'right' as const,
              render: (_: unknown, row: Schemas['DurationRow']) => <Link to={list(row, Number(part.slice(1)) / 100)} className="number" aria-label={t('dashboard.beyond', { hours: row[part] })}>{row[part]}</Link>,
            })),
          ]}
        />
      </Flex>
    </Page>
  );
}
