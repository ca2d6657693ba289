import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Select, Table } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import type { Mark } from '../parts/Diagram';
import { placeOf, read, type Definition } from '../parts/diagram';
import { Page } from '../parts/Page';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { useActivities, useWords } from '../parts/words';
import { useGetDashboard, useWatched } from './useDashboard';
import { Watched } from './Watched';

const Diagram = lazy(() => import('../parts/Diagram'));

type Place = Schemas['WaitingPlace'];

/** Where open cases wait and for how long, on the diagram of their process; the table beside it says the same. */
export default function HeatMap() {
  const { t } = useTranslation();
  const words = useWords();
  const named = useActivities();
  const watched = useWatched();
  const [at, lookAt] = useState<string>();
  const { board } = useGetDashboard(watched.office);
  const places = useQuery({ queryKey: ['places', watched.office], queryFn: () => done(api.GET('/api/v1/dashboard/places', { params: { query: { office: watched.office } } })) });
  const versions = [...new Map((places.data?.places ?? []).map((place) => [`${place.definition}/${place.version}`, place])).values()];
  const chosen = versions.find((one) => one.definition === watched.process && String(one.version) === watched.version) ?? versions[0];
  const file = useQuery({
    queryKey: ['definitions', chosen?.definition, chosen?.version],
    queryFn: () => done(api.GET('/api/v1/definitions/{id}/{version}', { params: { path: { id: chosen!.definition, version: chosen!.version } } })),
    enabled: chosen !== undefined,
    staleTime: Infinity,
  });
  const definition = file.data?.definition as unknown as Definition | undefined;
  const { rows, marks } = useMemo(() => {
    if (!definition || !chosen) return { rows: [], marks: {} };
    const drawn = read(definition);
    const all = (places.data?.places ?? [])
      .filter((one) => one.definition === chosen.definition && one.version === chosen.version)
      .map((row) => ({ ...row, place: placeOf(drawn, row.activity) ?? row.activity }));
    const most = all[0]?.count ?? 1;
    const tone = (row: Place): Mark['tone'] => (row.late > 0 ? 'late' : row.count > (2 * most) / 3 ? 'high' : row.count > most / 3 ? 'middle' : 'low');
    const text = (row: Place) => `${row.late > 0 ? t('diagram.waitingLate', { count: row.count, late: row.late }) : t('diagram.waiting', { count: row.count })} · ${t('diagram.hours', { p50: row.p50, p90: row.p90 })}`;
    return { rows: all, marks: Object.fromEntries(all.map((row) => [row.place, { text: text(row), tone: tone(row) }])) };
  }, [definition, places.data, chosen, t]);
  const list = (row: Place, late: boolean) =>
    `/supervision/waiting?${new URLSearchParams([
      ['process', row.definition], ['version', String(row.version)], ['name', row.name], ['activity', row.activity],
      ...(watched.office ? [['office', watched.office]] : []), ...(late ? [['late', '1']] : []),
    ]).toString()}`;
  return (
    <Page
      title={t('supervision.pages.diagram')}
      extra={<Csv of="dashboard/places" where={{ office: watched.office, definition: chosen?.definition, version: chosen?.version }} />}
    >
      <Flex vertical gap={16}>
        <Watched madeAt={places.data?.madeAt ?? board.data?.madeAt} />
        {places.error && <Wrong problem={places.error} retry={() => void places.refetch()} />}
        {file.error && <Wrong problem={file.error} retry={() => void file.refetch()} />}
        {places.data && versions.length === 0 && <Nothing text={t('diagram.nothing')} />}
        {chosen && (
          <Select
            aria-label={t('inbox.process')}
            style={{ maxWidth: 420 }}
            value={`${chosen.definition}/${chosen.version}`}
            onChange={(value) => {
              const [definitionId, version] = value.split('/');
              lookAt(undefined);
              watched.changeAll({ process: definitionId, version });
            }}
            options={versions.map((one) => ({ value: `${one.definition}/${one.version}`, label: `${words('process', one.definition)} · v${one.version}` }))}
          />
        )}
        {definition && <p>{t('diagram.about')}</p>}
        {definition && (
          <Suspense fallback={<Waiting />}>
            <Diagram definition={definition} marks={marks} at={at} />
          </Suspense>
        )}
        {chosen && (
          <Table
            size="small"
            rowKey="place"
            pagination={false}
            dataSource={rows}
            columns={[
              { title: t('admin.activity'), render: (_, row) => <Button type="link" size="small" onClick={() => lookAt(row.place)}>{named(row.name)}</Button> },
              { title: t('diagram.count'), align: 'right', render: (_, row) => <Link to={list(row, false)} className="number">{row.count}</Link> },
              { title: t('diagram.late'), align: 'right', render: (_, row) => (row.late > 0 ? <Link to={list(row, true)} className="number" data-lamp="red">{row.late}</Link> : '–') },
              { title: t('diagram.p50'), dataIndex: 'p50', align: 'right', className: 'number' },
              { title: t('diagram.p90'), dataIndex: 'p90', align: 'right', className: 'number' },
            ]}
          />
        )}
      </Flex>
    </Page>
  );
}
