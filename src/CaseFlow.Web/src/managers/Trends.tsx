import { Card, Flex, Table } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Schemas } from '../api/client';
import { Chart } from '../parts/Chart';
import { Csv } from '../parts/Csv';
import { Waiting, Wrong } from '../parts/States';
import { inLocale } from '../texts';
import { countedAt } from './Counted';
import { useListTrends, useWatched } from './useDashboard';
import { Watched } from './Watched';

const measures = ['opened', 'closed', 'met', 'breached', 'redCards'] as const;
// As the server calls what is counted.
const counted = { opened: 'opened', closed: 'closed', met: 'met', breached: 'breached', redCards: 'red' } as const;
const percent = (count: Schemas['ShareCount'] | undefined) => (count && count.of > 0 ? `${((100 * count.part) / count.of).toFixed(1)} %` : '–');

/** Day after day, with the shares that the rules of the house name; the table says what the chart shows. */
export function Trends() {
  const { t } = useTranslation();
  const { office, process, from, to } = useWatched();
  const query = { office, process, from, to };
  const go = useNavigate();
  const trends = useListTrends(query);
  const days = trends.data?.days;
  const option = useMemo(
    () => ({
      tooltip: { trigger: 'axis' },
      legend: { top: 0 },
      grid: { left: 40, right: 16, bottom: 28 },
      xAxis: { type: 'category', data: days?.map((day) => day.day) ?? [] },
      yAxis: { type: 'value', minInterval: 1 },
      series: measures.map((measure) => ({ type: 'line', name: t(`dashboard.measure.${measure}`), data: days?.map((day) => day[measure]) ?? [] })),
    }),
    [days, t],
  );
  if (trends.error) return <Wrong problem={trends.error} retry={() => void trends.refetch()} />;
  if (!trends.data || !days) return <Waiting />;
  const sum = (code: string) => days.reduce((all, day) => ({ part: all.part + (day.shares[code]?.part ?? 0), of: all.of + (day.shares[code]?.of ?? 0) }), { part: 0, of: 0 });
  const [first, last] = [days[0]?.day, days.at(-1)?.day];
  const dayList = (measure: string, day: string) => countedAt(measure, { office, process, from: day, to: day });
  const share = (code: string, count: Schemas['ShareCount'] | undefined, list: (measure: string) => string) =>
    count && count.of > 0 ? (
      <span className="number">
        {count.part > 0 ? <Link to={list(`share.${code}.part`)}>{count.part}</Link> : 0} / <Link to={list(`share.${code}.of`)}>{count.of}</Link>
      </span>
    ) : (
      '–'
    );
  return (
    <Card title={t('dashboard.trends')} extra={<Csv of="dashboard/trends" where={query} />}>
      <Flex vertical gap={16}>
        <Watched madeAt={trends.data.madeAt} days process />
        <ul className="lamps plain">
          {trends.data.shares.map(({ code, title }) => (
            <li key={code}>
              <div>
                <strong className="number">{percent(sum(code))}</strong>
                <span>
                  {inLocale(title, code)} {share(code, sum(code), (measure) => countedAt(measure, { office, process, from: first, to: last }))}
                </span>
              </div>
            </li>
          ))}
        </ul>
        <Chart option={option} label={t('dashboard.trendsChart')} choose={(series, point) => void go(dayList(counted[measures[series]!], days[point]!.day))} />
        <Table
          size="small"
          rowKey="day"
          pagination={{ pageSize: 10, size: 'small' }}
          dataSource={[...days].reverse()}
          scroll={{ x: 'max-content' }}
          columns={[
            { title: t('supervision.day'), dataIndex: 'day' },
            ...measures.map((measure) => ({
              title: t(`dashboard.measure.${measure}`),
              align: 'right' as const,
              render: (_: unknown, day: Schemas['TrendDay']) => (day[measure] > 0 ? <Link to={dayList(counted[measure], day.day)} className="number">{day[measure]}</Link> : '–'),
            })),
            ...trends.data.shares.map(({ code, title }) => ({
              title: inLocale(title, code),
              align: 'right' as const,
              render: (_: unknown, day: Schemas['TrendDay']) => share(code, day.shares[code], (measure) => dayList(measure, day.day)),
            })),
          ]}
        />
      </Flex>
    </Card>
  );
}
