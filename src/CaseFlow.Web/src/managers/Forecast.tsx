import { useQuery } from '@tanstack/react-query';
import { Card, Flex, Progress, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { Nothing } from '../parts/States';
import { useOffices, useWords } from '../parts/words';
import { IssueSupervision, UrgeCase } from './commands';
import { useGetDashboard, useWatched } from './useDashboard';
import { Watched } from './Watched';

type Row = Schemas['ForecastRow'];

/** What will be late unless somebody does something, and how good such words were in the past. */
export default function Forecast() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const { office, process } = useWatched();
  const { board } = useGetDashboard(office);
  const checks = useQuery({ queryKey: ['forecast', 'checks', process], queryFn: () => done(api.GET('/api/v1/forecasts/checks', { params: { query: { process } } })) });
  const columns: ColumnsType<Row> = [
    { title: t('case.number'), render: (_, row) => <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
    { title: t('forecast.probability'), render: (_, row) => <Progress percent={Math.round(100 * row.probability)} size="small" status={row.probability >= 0.5 ? 'exception' : 'normal'} format={(value) => `${value} %`} style={{ minWidth: 110 }} /> },
    { title: t('supervision.deadline'), render: (_, row) => <span className="number">{row.deadline}</span> },
    { title: t('forecast.unless'), minWidth: 200, render: (_, row) => t('forecast.hours', { left: row.hoursLeft, usual: row.usualHours, sample: row.sample }) },
    { title: t('inbox.state'), minWidth: 80, render: (_, row) => words('state', row.caseState) },
    { title: t('inbox.office'), minWidth: 100, render: (_, row) => offices.name(row.office) },
    { title: t('inbox.process'), minWidth: 150, render: (_, row) => words('process', row.process) },
    {
      title: t('supervision.actions'),
      fixed: 'end',
      render: (_, row) => (
        <Flex gap={4}>
          <UrgeCase number={row.caseNumber} />
          <IssueSupervision number={row.caseNumber} />
        </Flex>
      ),
    },
  ];
  return (
    <Page title={t('supervision.pages.forecast')}>
      <Flex vertical gap={16}>
        <Watched madeAt={board.data?.madeAt} process />
        <p>{t('forecast.about')}</p>
        <Paged
          queryKey={['forecast', office, process]}
          read={(after) => done(api.GET('/api/v1/forecasts', { params: { query: { office, process, after, limit: 50 } } }))}
          rowKey={(row) => row.id}
          columns={columns}
          empty={t('forecast.nothing')}
          csv={<Csv of="forecasts" where={{ office, process }} />}
        />
        <Card title={t('forecast.checks')} extra={<Csv of="forecasts/checks" where={{ process }} />}>
          <p>{t('forecast.checksAbout')}</p>
          <Table
            size="small"
            rowKey="tenth"
            pagination={false}
            dataSource={checks.data ?? []}
            locale={{ emptyText: <Nothing text={t('forecast.noChecks')} /> }}
            columns={[
              { title: t('forecast.said'), render: (_, row) => `${row.tenth * 10}–${row.tenth * 10 + 10} %` },
              { title: t('forecast.ended'), dataIndex: 'count', align: 'right' },
              { title: t('forecast.broken'), align: 'right', render: (_, row) => `${row.broken} (${((100 * row.broken) / row.count).toFixed(0)} %)` },
            ]}
          />
        </Card>
      </Flex>
    </Page>
  );
}
