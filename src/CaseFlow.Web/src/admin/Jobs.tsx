import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Segmented, Table } from 'antd';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done } from '../api/client';
import { Asked } from '../parts/Asked';
import { Chart } from '../parts/Chart';
import { Csv } from '../parts/Csv';
import { Facts } from '../parts/Facts';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { Nothing, Wrong } from '../parts/States';
import { OperationProgress } from '../parts/OperationProgress';
import { useWords } from '../parts/words';
import { dateTime } from '../texts/time';

// Work outside is called as the room that does it calls it.
const kindName = (t: TFunction, kind: string) => t(`admin.jobKind.${kind}`, { defaultValue: kind });

const views = ['hours', 'failed', 'kept'] as const;

/** What the server will do when, what it has given up, and what arrived when nobody waited. */
export default function Jobs() {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const view = views.find((one) => one === address.get('view')) ?? 'hours';
  const kind = view === 'hours' ? address.get('kind') : null;
  return (
    <Page title={t('admin.pages.jobs')}>
      <Flex vertical gap={12}>
        <Segmented aria-label={t('supervision.view')} value={view} onChange={(next) => setAddress({ view: next }, { replace: true })} options={views.map((one) => ({ value: one, label: t(`admin.jobs.${one}`) }))} />
        {!kind && (
          <div>
            <Csv of={view === 'hours' ? 'jobs/hours' : view === 'failed' ? 'jobs/failed' : 'webhooks/kept'} />
          </div>
        )}
        {kind ? <Due kind={kind} hour={address.get('hour') ?? undefined} /> : view === 'hours' ? <Hours /> : view === 'failed' ? <Failed /> : <Kept />}
      </Flex>
    </Page>
  );
}

function Hours() {
  const { t } = useTranslation();
  const jobs = useQuery({ queryKey: ['jobs', 'hours'], queryFn: () => done(api.GET('/api/v1/jobs/hours')), refetchInterval: 30_000 });
  const rows = jobs.data ?? [];
  const option = useMemo(() => {
    const hours = [...new Set(rows.map((row) => row.hour ?? ''))];
    const kinds = [...new Set(rows.map((row) => row.kind))];
    return {
      tooltip: { trigger: 'axis' },
      legend: { top: 0 },
      grid: { left: 56, right: 16, bottom: 28 },
      xAxis: { type: 'category', data: hours.map((hour) => (hour ? dateTime(hour).slice(-5) : t('admin.overdue'))) },
      yAxis: { type: 'value', minInterval: 1 },
      series: kinds.map((kind) => ({ type: 'bar', stack: 'jobs', name: kindName(t, kind), barMaxWidth: 64, data: hours.map((hour) => rows.find((row) => (row.hour ?? '') === hour && row.kind === kind)?.count ?? 0) })),
    };
  }, [jobs.data, t]);
  if (jobs.error) return <Wrong problem={jobs.error} retry={() => void jobs.refetch()} />;
  return (
    <>
      {rows.length > 0 && <Chart option={option} label={t('admin.jobs.hours')} />}
      <Table
        size="small"
        rowKey={(row) => `${row.hour ?? ''}${row.kind}`}
        pagination={false}
        loading={jobs.isPending}
        dataSource={rows}
        locale={{ emptyText: <Nothing text={t('admin.none.jobs')} /> }}
        columns={[
          { title: t('admin.hour'), render: (_, row) => (row.hour ? dateTime(row.hour) : t('admin.overdue')) },
          { title: t('admin.kind'), render: (_, row) => kindName(t, row.kind) },
          { title: t('admin.count'), align: 'right', render: (_, row) => <Link to={`?${new URLSearchParams({ view: 'hours', kind: row.kind, ...(row.hour ? { hour: row.hour } : {}) }).toString()}`} className="number">{row.count}</Link> },
        ]}
      />
    </>
  );
}

/** The jobs behind a number. */
function Due({ kind, hour }: { kind: string; hour?: string }) {
  const { t } = useTranslation();
  const query = { kind, hour };
  return (
    <>
      <p>{`${kindName(t, kind)} · ${hour ? dateTime(hour) : t('admin.overdue')}`}</p>
      <Paged
        queryKey={['jobs', 'due', query]}
        read={(after) => done(api.GET('/api/v1/jobs', { params: { query: { ...query, after, limit: 50 } } }))}
        rowKey={(row) => row.id}
        empty={t('admin.none.jobs')}
        csv={<Csv of="jobs" where={query} />}
        columns={[
          { title: t('admin.hour'), render: (_, row) => <span className="number">{dateTime(row.dueAt)}</span> },
          { title: t('case.number'), render: (_, row) => row.caseNumber && <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
          { title: t('admin.kind'), render: (_, row) => kindName(t, row.kind) },
          { title: t('admin.attempts'), dataIndex: 'attempts', align: 'right' },
          { title: t('admin.message'), dataIndex: 'lastError', minWidth: 240 },
        ]}
      />
    </>
  );
}

function Failed() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [chosen, choose] = useState<number[]>([]);
  const jobs = useQuery({ queryKey: ['jobs', 'failed'], queryFn: () => done(api.GET('/api/v1/jobs/failed', { params: { query: { limit: 200 } } })) });
  const again = () => void queries.invalidateQueries({ queryKey: ['jobs'] });
  const retry = useMutation({ mutationFn: (id: number) => done(api.POST('/api/v1/jobs/{id}/retry', { params: { path: { id } } })), onSettled: again, onError: (problem) => void message.error(problem.message) });
  if (jobs.error) return <Wrong problem={jobs.error} retry={() => void jobs.refetch()} />;
  return (
    <>
      <p>{t('admin.failedAbout')}</p>
      {chosen.length > 0 && (
        <div className="bulk">
          <Asked
            size="small"
            label={t('admin.retryJobs', { count: chosen.length })}
            fields={[{ name: 'reason', label: t('bulk.reason'), kind: 'long' }]}
            send={({ reason }) => done(api.POST('/api/v1/operations', { body: { command: 'retryJob', reason: reason as string, selection: { ids: chosen.map(String) } } }))}
            shows={(operation) => <OperationProgress id={operation.id} />}
            done={again}
          />
        </div>
      )}
      <Table
        size="middle"
        rowKey="id"
        pagination={false}
        loading={jobs.isPending}
        dataSource={jobs.data ?? []}
        rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => choose(keys as number[]) }}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: <Nothing text={t('admin.none.failed')} /> }}
        columns={[
          { title: t('admin.failedAt'), render: (_, row) => <span className="number">{dateTime(row.failedAt)}</span> },
          { title: t('case.number'), render: (_, row) => row.caseNumber && <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
          { title: t('admin.kind'), render: (_, row) => kindName(t, row.kind) },
          { title: t('admin.attempts'), dataIndex: 'attempts', align: 'right' },
          { title: t('admin.message'), dataIndex: 'lastError', width: 480 },
          { title: t('supervision.actions'), render: (_, row) => <Button size="small" loading={retry.isPending && retry.variables === row.id} onClick={() => retry.mutate(row.id)}>{t('action.again')}</Button> },
        ]}
      />
    </>
  );
}

function Kept() {
  const { t } = useTranslation();
  const words = useWords();
  const events = useQuery({ queryKey: ['jobs', 'kept'], queryFn: () => done(api.GET('/api/v1/webhooks/kept', { params: { query: { limit: 200 } } })) });
  if (events.error) return <Wrong problem={events.error} retry={() => void events.refetch()} />;
  return (
    <>
      <p>{t('admin.keptAbout')}</p>
      <Table
        size="middle"
        rowKey={(row) => `${row.source}${row.eventId}`}
        expandable={{ expandedRowRender: (row) => <Facts facts={row.data as Record<string, unknown>} /> }}
        pagination={false}
        loading={events.isPending}
        dataSource={events.data ?? []}
        locale={{ emptyText: <Nothing text={t('admin.none.kept')} /> }}
        columns={[
          { title: t('admin.received'), render: (_, row) => <span className="number">{dateTime(row.receivedAt)}</span> },
          { title: t('case.number'), render: (_, row) => <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
          { title: t('admin.event'), render: (_, row) => words('event', row.type) },
          { title: t('admin.source'), dataIndex: 'source' },
          { title: t('admin.subject'), dataIndex: 'subject' },
        ]}
      />
    </>
  );
}
