import { useQuery } from '@tanstack/react-query';
import { Progress } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Paged } from '../parts/Paged';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';

type Row = Schemas['RecountView'];

/** What publications did to open deadlines; a recount that goes on shows how far it has come. */
export function Recounts() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const open = Number(address.get('recount')) || null;
  const columns: ColumnsType<Row> = [
    { title: t('calendar.recount'), render: (_, row) => <Link to={`?${new URLSearchParams({ tab: 'recounts', recount: String(row.id) }).toString()}`}>{`${row.calendar} ${row.year} · v${row.version}`}</Link> },
    { title: t('calendar.progress'), render: (_, row) => <RecountProgress recount={row} /> },
    { title: t('calendar.counts.moved'), dataIndex: 'moved' },
    { title: t('calendar.counts.confirmed'), dataIndex: 'confirmed' },
    { title: t('calendar.counts.kept'), dataIndex: 'kept' },
    { title: t('calendar.started'), render: (_, row) => <><span className="number">{dateTime(row.startedAt)}</span> · <Who login={row.startedBy} /></> },
  ];
  return (
    <>
      <Paged queryKey={['recounts']} read={(after) => done(api.GET('/api/v1/recounts', { params: { query: { after, limit: 20 } } }))} rowKey={(row) => row.id} columns={columns} empty={t('calendar.noRecounts')} csv={<Csv of="recounts" />} />
      {open && (
        <section aria-label={t('calendar.changes')}>
          <h2 className="part">
            {t('calendar.changes')}{' '}
            <a href="?tab=recounts" onClick={(event) => (event.preventDefault(), setAddress({ tab: 'recounts' }))}>
              {t('action.close')}
            </a>
          </h2>
          <Paged
            queryKey={['recounts', open, 'changes']}
            read={(after) => done(api.GET('/api/v1/recounts/{id}/changes', { params: { path: { id: open }, query: { after, limit: 50 } } }))}
            rowKey={(row) => `${row.case}${row.clock}`}
            columns={[
              { title: t('case.number'), render: (_, row) => <Link to={`/cases/${row.case}`}>{row.case}</Link> },
              { title: t('supervision.limit'), render: (_, row) => row.clock },
              { title: t('calendar.before'), render: (_, row) => row.old },
              { title: t('calendar.after'), render: (_, row) => row.new },
              { title: t('calendar.verdict'), render: (_, row) => t(`calendar.verdicts.${row.verdict}`) },
            ]}
            empty={t('calendar.movesNothing')}
            csv={<Csv of={`recounts/${open}/changes`} />}
          />
        </section>
      )}
    </>
  );
}

function RecountProgress({ recount }: { recount: Row }) {
  const now = useQuery({
    queryKey: ['recounts', recount.id],
    queryFn: () => done(api.GET('/api/v1/recounts/{id}', { params: { path: { id: recount.id } } })),
    initialData: recount,
    refetchInterval: (query) => (query.state.data?.endedAt ? false : 1_000),
  });
  const { done: through, total, endedAt } = now.data;
  return <Progress percent={total ? Math.round((through / total) * 100) : 100} status={endedAt ? 'success' : 'active'} size="small" style={{ minWidth: 120 }} />;
}
