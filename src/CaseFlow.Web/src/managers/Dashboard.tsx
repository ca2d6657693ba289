import { Card, Flex, Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import type { Schemas } from '../api/client';
import { useRole } from '../app/session';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Waiting, Wrong } from '../parts/States';
import { useOffices, useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { Trends } from './Trends';
import { useGetDashboard, useWatched } from './useDashboard';
import { Watched } from './Watched';

type Counts = Schemas['LampCounts'];
const lamps = ['red', 'final', 'amber', 'green', 'paused'] as const;

/** What stands, by lamp and by every way of looking at it. Each number leads to the list behind it. */
export default function Dashboard() {
  return useRole('manager') ? <Overview /> : <Navigate to="/supervision/orders" replace />;
}

function Overview() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const { office } = useWatched();
  const { board } = useGetDashboard(office);
  const link = (lamp: string, narrow: Record<string, string>) => `/supervision/limits?${new URLSearchParams({ view: lamp, ...(office ? { office } : {}), ...narrow }).toString()}`;
  if (board.error) return <Page title={t('supervision.pages.overview')}><Wrong problem={board.error} retry={() => void board.refetch()} /></Page>;
  if (!board.data) return <Page title={t('supervision.pages.overview')}><Waiting /></Page>;
  const { all, offices: below, processes, states, groups, people, madeAt } = board.data;
  const by = (what: string, rows: Counts[], name: (value: string) => ReactNode) => (
    <Card size="small" title={t(`dashboard.by.${what}`)} key={what}>
      <Table
        size="small"
        rowKey="value"
        pagination={rows.length > 12 ? { pageSize: 12, size: 'small' } : false}
        dataSource={rows}
        locale={{ emptyText: <span className="when">{t('dashboard.nothing')}</span> }}
        columns={[
          { title: t(`dashboard.one.${what}`), render: (_, row) => name(row.value) },
          ...lamps.map((lamp) => ({
            title: t(`supervision.views.${lamp}`),
            align: 'right' as const,
            render: (_: unknown, row: Counts) =>
              row[lamp] ? (
                <Link to={link(lamp, { [what]: row.value })} className="number" data-lamp={lamp}>
                  {row[lamp]}
                </Link>
              ) : (
                '–'
              ),
          })),
        ]}
      />
    </Card>
  );
  return (
    <Page title={t('supervision.pages.overview')} extra={<Csv of="dashboard" where={{ office }} />}>
      <Flex vertical gap={16}>
        <Watched madeAt={madeAt} />
        <ul className="lamps plain">
          {lamps.map((lamp) => (
            <li key={lamp} data-lamp={lamp}>
              <Link to={link(lamp, {})}>
                <strong className="number">{all[lamp]}</strong>
                <span>{t(`supervision.views.${lamp}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
        <div className="boards">
          {below.length > 0 && by('office', below, offices.name)}
          {by('process', processes, (code) => words('process', code))}
          {by('state', states, (code) => words('state', code))}
          {by('group', groups, (code) => words('role', code))}
          {by('person', people, (login) => <Who login={login} />)}
        </div>
        <Trends />
      </Flex>
    </Page>
  );
}
