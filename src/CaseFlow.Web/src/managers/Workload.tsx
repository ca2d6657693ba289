import { useQuery } from '@tanstack/react-query';
import { Card, Flex, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Nothing, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { shortDate } from '../texts/time';
import { useGetDashboard, useWatched } from './useDashboard';
import { Watched } from './Watched';

type Row = Schemas['WorkloadRow'];

/** Who has how much to do until when, and what nobody has taken yet. */
export default function Workload() {
  const { t } = useTranslation();
  const words = useWords();
  const { office } = useWatched();
  const { board } = useGetDashboard(office);
  const work = useQuery({ queryKey: ['workload', office], queryFn: () => done(api.GET('/api/v1/dashboard/workload', { params: { query: { office } } })) });
  const list = (kind: 'person' | 'group', row: Row, promised?: string) =>
    `/inbox?${new URLSearchParams({ view: 'all', [kind === 'person' ? 'assignee' : 'group']: row.value, ...(office ? { office } : {}), ...(promised ? { promised } : {}) }).toString()}`;
  const table = (kind: 'person' | 'group', rows: Row[] | undefined) => (
    <Card title={t(`dashboard.workOf.${kind}`)} key={kind}>
      <Table
        size="middle"
        rowKey="value"
        pagination={false}
        loading={work.isPending && !work.error}
        dataSource={rows ?? []}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing text={t('dashboard.nothing')} /> }}
        columns={[
          { title: t(`supervision.${kind}`), render: (_, row) => (kind === 'group' ? words('role', row.value) : `${row.name ?? ''} (${row.value})`) },
          {
            title: t('dashboard.tasks'),
            align: 'right',
            render: (_, row) => <Link to={list(kind, row)} className="number">{row.total}</Link>,
          },
          { title: t('dashboard.late'), align: 'right', render: (_, row) => (row.late ? <Link to={list(kind, row, 'late')} className="number" data-lamp="red">{row.late}</Link> : '–') },
          { title: t('dashboard.unpromised'), align: 'right', render: (_, row) => (row.unpromised ? <Link to={list(kind, row, 'none')} className="number">{row.unpromised}</Link> : '–') },
          {
            title: t('dashboard.dueDays'),
            render: (_, row) => (
              <Flex gap={4} wrap>
                {row.days.map((due) => (
                  <Tag key={due.day} color={due.day === work.data?.today ? 'orange' : undefined} className="number">
                    {shortDate(`${due.day}T12:00:00+08:00`)}: <Link to={list(kind, row, due.day)}>{due.count}</Link>
                  </Tag>
                ))}
              </Flex>
            ),
          },
        ]}
      />
    </Card>
  );
  return (
    <Page title={t('supervision.pages.workload')} extra={<Csv of="dashboard/workload" where={{ office }} />}>
      <Flex vertical gap={16}>
        <Watched madeAt={work.data?.madeAt ?? board.data?.madeAt} />
        {work.error && <Wrong problem={work.error} retry={() => void work.refetch()} />}
        {table('person', work.data?.people)}
        {table('group', work.data?.groups)}
      </Flex>
    </Page>
  );
}
