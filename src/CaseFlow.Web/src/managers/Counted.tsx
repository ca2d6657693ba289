import type { ColumnsType } from 'antd/es/table';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { useOffices, useWords } from '../parts/words';
import { dateTime } from '../texts/time';
import { useListTrends } from './useDashboard';
import { inLocale } from '../texts';

type Row = Schemas['CountedRow'];

/** The address of the list behind a number of the trends, shares or durations. */
export const countedAt = (measure: string, narrow: Record<string, string | number | undefined>) =>
  `/supervision/counted?${new URLSearchParams([['measure', measure], ...Object.entries(narrow).filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)] as [string, string])]).toString()}`;

/** What a number of the trends or durations counts, one by one. */
export default function Counted() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const [address] = useSearchParams();
  const read = (name: string) => address.get(name) ?? undefined;
  const measure = read('measure') ?? 'opened';
  const query = { Measure: measure, Office: read('office'), Process: read('process'), From: read('from'), To: read('to'), State: read('state'), Beyond: read('beyond') ? Number(read('beyond')) : undefined };
  const shares = useListTrends({ office: query.Office, process: query.Process, from: query.From, to: query.To }, measure.startsWith('share.')).data?.shares;
  const [, code, part] = measure.split('.');
  const title = measure.startsWith('share.')
    ? t(`counted.${part === 'part' ? 'part' : 'of'}`, { share: inLocale(shares?.find((share) => share.code === code)?.title, code) })
    : t(`counted.${measure}`);
  const about = [
    query.From && (query.From === query.To ? query.From : `${query.From} – ${query.To ?? ''}`),
    query.Office && offices.name(query.Office),
    query.Process && words('process', query.Process),
    query.State && words('state', query.State),
    query.Beyond !== undefined && t('counted.beyond', { part: `P${Math.round(100 * query.Beyond)}` }),
  ].filter(Boolean);
  const columns: ColumnsType<Row> = [
    { title: t('case.number'), render: (_, row) => <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
    { title: t('inbox.process'), render: (_, row) => words('process', row.process) },
    { title: t('counted.stateNow'), render: (_, row) => words('state', row.caseState) },
    { title: t('inbox.office'), render: (_, row) => offices.name(row.office) },
    { title: t('counted.at'), render: (_, row) => <span className="number">{dateTime(row.at)}</span> },
    ...(measure.startsWith('share.') ? [{ title: t('counted.what'), render: (_: unknown, row: Row) => words('decision', row.what) }] : []),
    ...(measure === 'stay' ? [{ title: t('dashboard.hours'), dataIndex: 'hours', align: 'right' as const, className: 'number' }] : []),
  ];
  return (
    <Page title={title}>
      <Flex vertical gap={12}>
        <p>{about.join(' · ')}</p>
        <Paged
          queryKey={['counted', query]}
          read={(after) => done(api.GET('/api/v1/dashboard/counted', { params: { query: { ...query, after, limit: 50 } } }))}
          rowKey={(row) => `${row.caseNumber}/${row.at}/${row.what ?? ''}/${row.hours ?? ''}`}
          columns={columns}
          empty={t('counted.nothing')}
          csv={<Csv of="dashboard/counted" where={{ ...query, columns: ['case,process,state,office,at', measure.startsWith('share.') && 'what', measure === 'stay' && 'hours'].filter(Boolean).join(',') }} />}
        />
      </Flex>
    </Page>
  );
}
