import { Button, Flex, Segmented, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Asked, type Field, type Given } from '../parts/Asked';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { useActivities, useOffices, useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { OperationProgress } from '../parts/OperationProgress';
import { dateTime } from '../texts/time';

type Row = Schemas['IncidentView'];

/** Where processes cannot go on: try again, leave the step, or correct what the case knows; one by one or many at once. */
export default function Incidents() {
  const { t } = useTranslation();
  const words = useWords();
  const named = useActivities();
  const offices = useOffices();
  const queries = useQueryClient();
  const [address, setAddress] = useSearchParams();
  const open = address.get('all') === null;
  const [chosen, choose] = useState<Row[]>([]);
  const again = () => void queries.invalidateQueries({ queryKey: ['incidents'] });
  const reason: Field = { name: 'reason', label: t('bulk.reason'), kind: 'long' };
  const outcome: Field = { name: 'outcome', label: t('admin.outcome'), hint: t('admin.outcomeHint'), initial: 'Done' };
  const correction: Field[] = [{ name: 'variable', label: t('admin.variable') }, { name: 'value', label: t('admin.value'), kind: 'long', hint: t('admin.valueHint') }, reason];
  const bulk = (command: 'retryIncident' | 'skipIncident', fields: Field[]) => (
    <Asked
      size="small"
      label={t(`admin.${command}`)}
      title={`${t(`admin.${command}`)} · ${t('bulk.chosen', { count: chosen.length })}`}
      fields={fields}
      send={(given) =>
        done(api.POST('/api/v1/operations', { body: { command, reason: given.reason as string, selection: { ids: chosen.map((row) => String(row.id)) }, arguments: { outcome: given.outcome as string | undefined } } }))
      }
      shows={(operation) => <OperationProgress id={operation.id} />}
      done={again}
    />
  );
  // The same correction for every case that is meant. What runs without a case is corrected by itself: each such workflow has variables of its own.
  const repair = (rows: Row[]) => (
    <Asked
      size="small"
      label={t('admin.repair')}
      title={rows.length > 1 ? `${t('admin.repair')} · ${t('bulk.chosen', { count: rows.length })}` : t('admin.repair')}
      about={<p>{t('admin.repairAbout')}</p>}
      fields={correction}
      send={(given) =>
        done(
          api.POST('/api/v1/operations', {
            body: {
              command: 'setVariables',
              reason: given.reason as string,
              selection: { ids: [...new Set(rows.flatMap((row) => row.caseNumber ?? []))] },
              arguments: { values: valuesOf(given) },
            },
          }),
        )
      }
      shows={(operation) => <OperationProgress id={operation.id} />}
      done={again}
    />
  );
  const columns: ColumnsType<Row> = [
    { title: t('case.number'), render: (_, row) => (row.caseNumber ? <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> : <span title={row.instance ?? undefined}>{t('admin.noCase')}</span>) },
    { title: t('admin.activity'), render: (_, row) => named(row.name) },
    { title: t('admin.code'), render: (_, row) => <Tag color={row.resolvedAt ? 'default' : 'red'}>{row.code}</Tag> },
    { title: t('admin.message'), dataIndex: 'message', minWidth: 240 },
    { title: t('admin.raised'), render: (_, row) => <span className="number">{dateTime(row.raisedAt)}</span> },
    { title: t('inbox.process'), minWidth: 110, render: (_, row) => words('process', row.process) },
    { title: t('inbox.office'), render: (_, row) => offices.name(row.office) },
    open
      ? {
          title: t('supervision.actions'),
          render: (_, row) => (
            <Flex gap={4}>
              <Asked size="small" label={t('admin.retryIncident')} fields={[reason]} send={(given) => retry(row, given.reason as string)} done={again} />
              <Asked size="small" label={t('admin.skipIncident')} fields={[outcome, reason]} send={(given) => skip(row, given.outcome as string, given.reason as string)} done={again} />
              {row.caseNumber ? (
                repair([row])
              ) : (
                <Asked
                  size="small"
                  label={t('admin.repair')}
                  about={<p>{t('admin.repairAbout')}</p>}
                  fields={correction}
                  send={(given) => done(api.POST('/api/v1/instances/{id}/variables', { params: { path: { id: row.instance! } }, body: { values: valuesOf(given), reason: given.reason as string } }))}
                  done={again}
                />
              )}
            </Flex>
          ),
        }
      : { title: t('admin.resolved'), render: (_, row) => row.resolvedAt && <>{t(`admin.resolution.${row.resolution}`)} · {dateTime(row.resolvedAt)} · <Who login={row.resolvedBy} />{row.reason && ` · ${row.reason}`}</> },
  ];
  return (
    <Page title={t('admin.pages.incidents')}>
      <Flex vertical gap={12}>
        <Segmented
          aria-label={t('supervision.view')}
          value={open ? 'open' : 'all'}
          onChange={(view) => (choose([]), setAddress(view === 'open' ? {} : { all: '1' }, { replace: true }))}
          options={[
            { value: 'open', label: t('admin.open') },
            { value: 'all', label: t('admin.resolved') },
          ]}
        />
        {chosen.length > 0 && (
          <Flex gap={8} align="center" wrap role="toolbar" aria-label={t('bulk.label')} className="bulk">
            <strong>{t('bulk.chosen', { count: chosen.length })}</strong>
            {bulk('retryIncident', [reason])}
            {bulk('skipIncident', [outcome, reason])}
            {chosen.every((row) => row.caseNumber) && repair(chosen)}
            <Button size="small" type="link" onClick={() => choose([])}>
              {t('bulk.none')}
            </Button>
          </Flex>
        )}
        <Paged
          queryKey={['incidents', open]}
          read={(after) => done(api.GET('/api/v1/incidents', { params: { query: { open, after, limit: 50 } } }))}
          rowKey={(row) => row.id}
          columns={columns}
          empty={t('admin.none.incidents')}
          csv={<Csv of="incidents" where={{ open }} />}
          chosen={chosen}
          choose={open ? choose : undefined}
        />
      </Flex>
    </Page>
  );
}

const retry = (row: Row, reason: string): Promise<unknown> =>
  row.caseNumber
    ? done(api.POST('/api/v1/incidents/{id}/retry', { params: { path: { id: row.id } }, body: { reason } }))
    : done(api.POST('/api/v1/instances/{id}/incidents/{incident}/retry', { params: { path: { id: row.instance!, incident: row.id } }, body: { reason } }));

const skip = (row: Row, outcome: string, reason: string): Promise<unknown> =>
  row.caseNumber
    ? done(api.POST('/api/v1/incidents/{id}/skip', { params: { path: { id: row.id } }, body: { outcome, reason } }))
    : done(api.POST('/api/v1/instances/{id}/incidents/{incident}/skip', { params: { path: { id: row.instance!, incident: row.id } }, body: { outcome, reason } }));

const valuesOf = (given: Given) => ({ [given.variable as string]: asValue(given.value as string) as never });

// What looks like JSON is JSON, everything else a text.
const asValue = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
