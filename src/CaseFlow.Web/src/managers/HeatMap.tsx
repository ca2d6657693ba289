import { useQuery } from '@tanstack/react-query';
import { Button, Flex, Select, Table } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import type { Mark } from '../parts/Diagram';
import { placeOf, read, type Definition } from '../parts/diagram';
import { Page } from '../parts/Page';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { useGetDashboard, useWatched } from './useDashboard';
import { Watched } from './Watched';

const Diagram = lazy(() => import('../parts/Diagram'));

/** Where open cases wait, on the diagram of their process; the table beside it says the same. */
export default function HeatMap() {
  const { t } = useTranslation();
  const words = useWords();
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
    const byPlace = new Map<string, { place: string; name: string; count: number; late: number }>();
    for (const one of places.data?.places ?? []) {
      if (one.definition !== chosen.definition || one.version !== chosen.version) continue;
      const place = placeOf(drawn, one.activity) ?? one.activity;
      const row = byPlace.get(place) ?? { place, name: drawn.activities.find((activity) => activity.nodeId === place)?.name ?? one.activity, count: 0, late: 0 };
      byPlace.set(place, { ...row, count: row.count + one.count, late: row.late + one.late });
    }
    const all = [...byPlace.values()].sort((a, b) => b.count - a.count);
    const most = all[0]?.count ?? 1;
    const tone = (row: (typeof all)[number]): Mark['tone'] => (row.late > 0 ? 'late' : row.count > (2 * most) / 3 ? 'high' : row.count > most / 3 ? 'middle' : 'low');
    return {
      rows: all,
      marks: Object.fromEntries(all.map((row) => [row.place, { text: row.late > 0 ? t('diagram.waitingLate', { count: row.count, late: row.late }) : t('diagram.waiting', { count: row.count }), tone: tone(row) }])),
    };
  }, [definition, places.data, chosen, t]);
  return (
    <Page title={t('supervision.pages.diagram')}>
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
              { title: t('admin.activity'), render: (_, row) => <Button type="link" size="small" onClick={() => lookAt(row.place)}>{row.name}</Button> },
              { title: t('diagram.count'), dataIndex: 'count', align: 'right' },
              { title: t('diagram.late'), dataIndex: 'late', align: 'right' },
            ]}
          />
        )}
      </Flex>
    </Page>
  );
}
