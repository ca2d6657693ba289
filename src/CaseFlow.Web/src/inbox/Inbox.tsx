import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Badge, Button, Flex, Segmented, Select, Table, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, done } from '../api/client';
import { useMayTake } from '../app/session';
import { useShortcut } from '../app/shortcuts';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Remaining } from '../parts/Remaining';
import { Nothing, Wrong } from '../parts/States';
import { OfficePicker } from '../parts/OfficePicker';
import { useCalm } from '../parts/useCalm';
import { useOffices, useWordList, useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';
import { ApplicantPicker } from './ApplicantPicker';
import { Bulk } from './Bulk';
import { Columns } from './Columns';
import { colours, firstColumns, query, read, sorts, spans, views, write, type Column, type Filter } from './filter';
import { useAccountSettings, useCountInbox, useListInbox, useSaveAccountSetting, type Row } from './useInbox';
import { Views } from './Views';
import { Verbatim } from '../parts/Verbatim';
import { Unclaimed } from '../parts/Unclaimed';

/** What waits for me: mine, what my groups may take, all I may see; filtered, ordered, and live without jumping under the hand. */
export default function Inbox() {
  const { t } = useTranslation();
  const words = useWords();
  const wordList = useWordList();
  const mayTake = useMayTake();
  const offices = useOffices();
  const go = useNavigate();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [address, setAddress] = useSearchParams();
  const filter = read(address);
  const change = (part: Partial<Filter>) => setAddress(write({ ...filter, ...part }), { replace: true });
  const settings = useAccountSettings();
  const saveSetting = useSaveAccountSetting();
  const columns = ((settings.data as Record<string, unknown> | undefined)?.['inbox.columns'] as Column[] | undefined) ?? firstColumns;
  const setColumns = (next: Column[]) => saveSetting.mutate({ name: 'inbox.columns', value: next });
  const counts = useCountInbox();
  const inbox = useListInbox(filter);
  const calm = useCalm(inbox.data?.pages.flatMap((page) => page.items) ?? [], (row) => row.task.id, write(filter).toString(), inbox.data !== undefined);
  const rows = calm.shown;
  const [chosen, setChosen] = useState<number[]>([]);
  // The task and not its place: rows come and go above it.
  const [currentId, setCurrentId] = useState<number>();
  const again = () => void queries.invalidateQueries({ queryKey: ['inbox'] });
  const claim = useMutation({
    mutationFn: (id: number) => done(api.POST('/api/v1/tasks/{id}/claim', { params: { path: { id } } })),
    onSuccess: (task) => void go(`/tasks/${task.id}`),
    onError: (problem) => void message.warning(problem.message),
    onSettled: again,
  });
  const next = useMutation({
    mutationFn: () => done(api.POST('/api/v1/inbox/next')),
    onSuccess: ({ task }) => (task ? void go(`/tasks/${task.id}`) : void message.info(t('inbox.nothingNext'))),
    onError: (problem) => void message.error(problem.message),
  });
  const current = Math.max(rows.findIndex((row) => row.task.id === currentId), 0);
  const at = rows[current];
  const setCurrent = (place: number) => setCurrentId(rows[place]?.task.id);
  useShortcut('n', t('shortcuts.next'), () => next.mutate());
  useShortcut('j', t('shortcuts.down'), () => setCurrent(Math.min(current + 1, rows.length - 1)));
  useShortcut('k', t('shortcuts.up'), () => setCurrent(Math.max(current - 1, 0)));
  useShortcut('o', t('shortcuts.open'), () => at && void go(`/tasks/${at.task.id}`));
  useShortcut('c', t('shortcuts.claim'), () => at && !at.task.assignee && mayTake(at.task.candidateGroups) && claim.mutate(at.task.id));
  useShortcut('x', t('shortcuts.tick'), () => at && setChosen(chosen.includes(at.task.id) ? chosen.filter((id) => id !== at.task.id) : [...chosen, at.task.id]));

  const known: Record<Column, ColumnsType<Row>[number]> = {
    task: {
      title: t('inbox.task'),
      minWidth: 140,
      render: (_, row) => (
        <Badge dot={row.unread} offset={[6, 4]} title={row.unread ? t('inbox.unread') : undefined}>
          <Link to={`/tasks/${row.task.id}`} className={row.unread ? 'unread' : undefined}>
            {inLocale(row.task.title, row.task.name)}
          </Link>
        </Badge>
      ),
    },
    case: { title: t('inbox.case'), render: (_, row) => <Link to={`/cases/${row.task.caseNumber}`} className="number">{row.task.caseNumber}</Link> },
    process: { title: t('inbox.process'), minWidth: 110, render: (_, row) => words('process', row.task.process) },
    state: { title: t('inbox.state'), minWidth: 80, render: (_, row) => words('state', row.state) },
    applicant: {
      title: t('inbox.applicant'),
      render: (_, row) => (
        <Link to={`/inbox?${write({ ...filter, applicant: row.applicantId }).toString()}`} title={t('inbox.ofApplicant', { name: row.applicant })} className="quiet">
          <Verbatim>{row.applicant}</Verbatim>
        </Link>
      ),
    },
    remaining: {
      title: t('inbox.remaining'),
      render: (_, row) => <Remaining clock={row.limit && { ...row.limit, deadlineDate: row.limit.deadline, outcome: null }} />,
    },
    office: { title: t('inbox.office'), minWidth: 110, render: (_, row) => offices.name(row.task.office) },
    assignee: {
      title: t('inbox.assignee'),
      minWidth: 90,
      render: (_, row) =>
        calm.gone(row) ? (
          <Tag>{t('inbox.gone')}</Tag>
        ) : row.task.assignee ? (
          <>
            <Who login={row.task.assignee} />
            {row.onBehalfOf && (
              <div className="when">
                {t('inbox.onBehalfOf')} <Who login={row.onBehalfOf} />
              </div>
            )}
          </>
        ) : !mayTake(row.task.candidateGroups) ? (
          <span className="when"><Unclaimed groups={row.task.candidateGroups} /></span>
        ) : (
          <Button size="small" onClick={() => claim.mutate(row.task.id)} loading={claim.isPending && claim.variables === row.task.id}>
            {t('inbox.claim')}
          </Button>
        ),
    },
    priority: { title: t('inbox.priority'), render: (_, row) => <span className="number">{row.task.priority}</span> },
    opened: { title: t('inbox.opened'), render: (_, row) => <span className="number">{dateTime(row.task.openedAt)}</span> },
    due: { title: t('inbox.due'), render: (_, row) => <span className="number">{row.task.due ? dateTime(row.task.due) : '–'}</span> },
  };
  const many = (count: number | undefined) => (count === undefined ? '' : count >= 1000 ? ' (999+)' : ` (${count})`);
  const count = { mine: counts.data?.mine, group: counts.data?.group, all: counts.data?.all };
  const pick = (kind: 'process' | 'state', label: string) => (
    <Select
      mode="multiple"
      allowClear
      maxTagCount={1}
      aria-label={label}
      placeholder={label}
      style={{ minWidth: 150, maxWidth: 260 }}
      value={filter[kind]}
      onChange={(value) => change({ [kind]: value })}
      options={Object.entries(wordList(kind)).map(([value, text]) => ({ value, label: text }))}
      optionFilterProp="label"
    />
  );
  return (
    <Page
      title={t('inbox.title')}
      extra={
        <Button type="primary" onClick={() => next.mutate()} loading={next.isPending}>
          {t('inbox.next')}
        </Button>
      }
    >
      <Flex vertical gap={12}>
        <Flex gap={8} wrap align="center">
          <Segmented
            aria-label={t('inbox.list')}
            value={filter.view}
            onChange={(view) => change({ view })}
            options={views.map((one) => ({ value: one, label: `${t(`inbox.${one}`)}${many(count[one])}` }))}
          />
          <span className="grow" />
          <Views filter={filter} columns={columns} keep={setColumns} />
          <Columns columns={columns} change={setColumns} />
          <Csv of="inbox" where={{ ...query(filter), columns: columns.join(',') }} />
        </Flex>
        <Flex gap={8} wrap align="center" role="search" aria-label={t('inbox.filters')}>
          {pick('process', t('inbox.process'))}
          {pick('state', t('inbox.state'))}
          <Select
            mode="multiple"
            allowClear
            aria-label={t('inbox.remaining')}
            placeholder={t('inbox.remaining')}
            style={{ minWidth: 150 }}
            value={filter.colour}
            onChange={(colour) => change({ colour })}
            options={colours.map((one) => ({ value: one, label: t(`inbox.colour.${one}`) }))}
          />
          <Select
            allowClear
            aria-label={t('inbox.deadline')}
            placeholder={t('inbox.deadline')}
            style={{ minWidth: 130 }}
            value={filter.dueWithin}
            onChange={(dueWithin) => change({ dueWithin })}
            options={spans.map((days) => ({ value: days, label: t(`inbox.dueWithin.${days}`) }))}
          />
          <ApplicantPicker value={filter.applicant} change={(applicant) => change({ applicant })} />
          <OfficePicker value={filter.office} change={(office) => change({ office })} />
          <Select
            aria-label={t('inbox.sort')}
            style={{ minWidth: 140 }}
            value={filter.sort}
            onChange={(sort) => change({ sort })}
            options={sorts.map((one) => ({ value: one, label: t(`inbox.sorts.${one}`) }))}
          />
          {(['assignee', 'group', 'promised'] as const).map((name) => filter[name] && (
            <Tag key={name} closable onClose={() => change({ [name]: undefined })}>
              {t(`inbox.narrowed.${name}`)}{t('app.colon')}
              {name === 'group' ? words('role', filter.group) : name === 'assignee' ? <Who login={filter.assignee} /> : filter.promised && !/^\d/.test(filter.promised) ? t(`inbox.promised.${filter.promised as 'late' | 'none'}`) : filter.promised}
            </Tag>
          ))}
          <Button type={filter.unread ? 'primary' : 'default'} aria-pressed={filter.unread ?? false} onClick={() => change({ unread: filter.unread ? undefined : true })}>
            {t('inbox.unread')}
          </Button>
        </Flex>
        {chosen.length > 0 && <Bulk rows={rows.filter((row) => chosen.includes(row.task.id))} clear={() => setChosen([])} />}
        {inbox.error && <Wrong problem={inbox.error} retry={() => void inbox.refetch()} />}
        {/* Not the table's own sideways scrolling: it measures with a hidden copy of the head, ticks and all, which a keyboard could reach. */}
        <div aria-live="polite" className="fresh">{calm.fresh > 0 && <Button onClick={calm.renew}>{t('inbox.fresh', { count: calm.fresh })}</Button>}</div>
        <div className="wide" {...calm.hand}>
        <Table
          size="middle"
          rowKey={(row) => row.task.id}
          columns={columns.filter((column) => column in known).map((column) => ({ ...known[column], key: column }))}
          dataSource={rows}
          pagination={false}
          loading={inbox.isPending && !inbox.error}
          rowSelection={{ selectedRowKeys: chosen, onChange: (keys) => setChosen(keys as number[]) }}
          rowClassName={(row, place) => [place === current && 'current-row', calm.gone(row) && 'gone-row'].filter(Boolean).join(' ')}
          onRow={(_, place) => ({ onClick: () => setCurrent(place ?? 0) })}
          locale={{ emptyText: <Nothing text={t(`inbox.empty.${filter.view}`)} /> }}
        />
        </div>
        {inbox.hasNextPage && (
          <Button onClick={() => void inbox.fetchNextPage()} loading={inbox.isFetchingNextPage}>
            {t('action.more')}
          </Button>
        )}
      </Flex>
    </Page>
  );
}
