import type { ColumnsType } from 'antd/es/table';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { useActivities, useOffices, useWords } from '../parts/words';
import { dateTime } from '../texts/time';

type Row = Schemas['WaitingCase'];

/** The cases behind a place of the heat map. */
export default function WaitingCases() {
  const { t } = useTranslation();
  const words = useWords();
  const named = useActivities();
  const offices = useOffices();
  const [address] = useSearchParams();
  const query = {
    definition: address.get('process') ?? '',
    version: Number(address.get('version')),
    activity: address.get('activity') ?? '',
    office: address.get('office') ?? undefined,
    late: address.get('late') === '1' || undefined,
  };
  const columns: ColumnsType<Row> = [
    { title: t('case.number'), render: (_, row) => <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
    { title: t('inbox.process'), render: (_, row) => words('process', row.process) },
    { title: t('inbox.state'), render: (_, row) => words('state', row.caseState) },
    { title: t('inbox.office'), render: (_, row) => offices.name(row.office) },
    { title: t('diagram.since'), render: (_, row) => <span className="number">{dateTime(row.since)}</span> },
    { title: t('diagram.waited'), align: 'right', render: (_, row) => <span className="number">{row.hours}</span> },
    { title: t('case.status'), render: (_, row) => row.late && <Tag color="red">{t('dashboard.late')}</Tag> },
  ];
  return (
    <Page title={t(query.late ? 'diagram.lateAt' : 'diagram.waitingAt', { place: named(address.get('name') ?? query.activity) })}>
      <Paged
        queryKey={['places', 'cases', query]}
        read={(after) => done(api.GET('/api/v1/dashboard/places/cases', { params: { query: { ...query, after, limit: 50 } } }))}
        rowKey={(row) => row.caseNumber}
        columns={columns}
        empty={t('counted.nothing')}
        csv={<Csv of="dashboard/places/cases" where={query} />}
      />
    </Page>
  );
}
