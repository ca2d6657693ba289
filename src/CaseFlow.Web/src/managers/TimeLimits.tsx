import { useQuery } from '@tanstack/react-query';
import { Flex, Segmented, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { Remaining } from '../parts/Remaining';
import { OfficePicker } from '../parts/OfficePicker';
import { useOffices, useWords } from '../parts/words';
import { WordPicker } from '../parts/WordPicker';
import { Who } from '../parts/Who';
import { Unclaimed } from '../parts/Unclaimed';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';
import { BulkOfCases } from './BulkOfCases';
import { IssueSupervision, UrgeCase } from './commands';

type Row = Schemas['TimeLimitRow'];
// The lamps whose number the server keeps.
const counted = ['red', 'final', 'amber', 'paused'];
export const limitViews = ['running', 'red', 'final', 'amber', 'green', 'provisional', 'paused'] as const;

/** Open time limits, the least remaining working time first; the filter stands in the address, so that a number of the overview leads here. */
export default function TimeLimits() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const [address, setAddress] = useSearchParams();
  const [chosen, choose] = useState<Row[]>([]);
  const filter = {
    View: limitViews.find((view) => view === address.get('view')) ?? 'running',
    Office: address.get('office') ?? undefined,
    Process: address.get('process') ?? undefined,
    State: address.get('state') ?? undefined,
    Person: address.get('person') ?? undefined,
    Group: address.get('group') ?? undefined,
  };
  const change = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(address);
    if (value) next.set(name, value);
    else next.delete(name);
    choose([]);
    setAddress(next, { replace: true });
  };
  const columns: ColumnsType<Row> = [
    { title: t('case.number'), render: (_, row) => <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
    { title: t('inbox.remaining'), render: (_, row) => <Remaining clock={{ ...row, outcome: null }} /> },
    ...(filter.View === 'paused' ? [{ title: t('supervision.pausedSince'), minWidth: 200, render: (_: unknown, row: Row) => row.pause && <>{dateTime(row.pause.from)} · {words('reason', row.pause.reason)} · <Who login={row.pause.by} /></> }] : []),
    { title: t('supervision.deadline'), render: (_, row) => <span className="number">{row.deadlineDate}</span> },
    {
      title: t('supervision.with'),
      minWidth: 110,
      render: (_, row) => (
        <>
          {row.people.map((login) => <div key={login}><Who login={login} /></div>)}
          {row.groups.map((group) => <div key={group}><Unclaimed groups={[group]} /></div>)}
        </>
      ),
    },
    { title: t('forecast.probability'), align: 'right', render: (_, row) => <span className="number">{row.probability === null || row.probability === undefined ? '–' : `${Math.round(100 * row.probability)} %`}</span> },
    { title: t('inbox.state'), minWidth: 80, render: (_, row) => words('state', row.caseState) },
    { title: t('inbox.office'), minWidth: 100, render: (_, row) => offices.name(row.office) },
    { title: t('inbox.process'), minWidth: 150, render: (_, row) => words('process', row.process) },
    { title: t('supervision.limit'), minWidth: 80, render: (_, row) => inLocale(row.title, row.clock) },
    { title: t('supervision.used'), render: (_, row) => <span className="number">{`${row.usedDays} / ${row.budget}`}</span> },
    {
      title: t('supervision.waited'),
      render: (_, row) => (
        <span className="number">
          {row.rawDays}
          {row.pausedDays > 0 && ` (${t('supervision.ofThemPaused', { count: row.pausedDays })})`}
        </span>
      ),
    },
    { title: t('supervision.lateStages'), render: (_, row) => row.lateStages.map((stage) => <Tag key={stage} color="red">{words('step', stage)}</Tag>) },
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
  const narrowed = filter.Process ?? filter.State ?? filter.Person ?? filter.Group;
  const counts = useQuery({ queryKey: ['limits', 'counts'], queryFn: () => done(api.GET('/api/v1/time-limits/counts')), refetchInterval: 60_000 });
  const within = (office: string) => !filter.Office || offices.offices.find((one) => one.id === office)?.path.split('/').includes(filter.Office);
  const many = (view: string) =>
    narrowed || !counts.data || !counted.includes(view) ? '' : ` (${counts.data.reduce((all, one) => all + (one.colour === view && within(one.office) ? one.count : 0), 0)})`;
  return (
    <Page title={t('supervision.pages.limits')}>
      <Flex vertical gap={12}>
        <Flex gap={8} wrap align="center" role="search" aria-label={t('inbox.filters')}>
          <Segmented aria-label={t('supervision.view')} value={filter.View} onChange={(view) => change('view', view)} options={limitViews.map((view) => ({ value: view, label: `${t(`supervision.views.${view}`)}${many(view)}` }))} />
          <WordPicker kind="process" value={filter.Process} change={(process) => change('process', process)} />
          <WordPicker kind="state" value={filter.State} change={(state) => change('state', state)} />
          <OfficePicker value={filter.Office} change={(office) => change('office', office)} />
          {(['person', 'group'] as const).map((name) => address.get(name) && (
            <Tag key={name} closable onClose={() => change(name, undefined)}>
              {t(`supervision.${name}`)}: {name === 'person' ? <Who login={address.get(name)} /> : words('role', address.get(name))}
            </Tag>
          ))}
        </Flex>
        {chosen.length > 0 && <BulkOfCases numbers={[...new Set(chosen.map((row) => row.caseNumber))]} clear={() => choose([])} />}
        <Paged
          queryKey={['limits', filter]}
          read={(after) => done(api.GET('/api/v1/time-limits', { params: { query: { ...filter, after, limit: 50 } } }))}
          rowKey={(row) => row.id}
          columns={columns}
          empty={t(`supervision.none.${filter.View}`)}
          csv={<Csv of="time-limits" where={filter} />}
          chosen={chosen}
          choose={choose}
        />
      </Flex>
    </Page>
  );
}
