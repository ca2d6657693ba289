import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Flex, Segmented, Table, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { useShortcut } from '../app/shortcuts';
import { Page } from '../parts/Page';
import { Nothing, Wrong } from '../parts/States';
import { useOffices, useWords } from '../parts/words';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';

type Task = Schemas['TaskView'];
const views = ['mine', 'group', 'all'] as const;

/** What waits for me: mine, what my groups may take, all I may see. */
export default function Inbox() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const go = useNavigate();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const [address, setAddress] = useSearchParams();
  const view = views.find((one) => one === address.get('view')) ?? 'group';
  const tasks = useInfiniteQuery({
    queryKey: ['tasks', view],
    queryFn: ({ pageParam }) => done(api.GET('/api/v1/tasks', { params: { query: { view, after: pageParam, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 15_000,
  });
  const claim = useMutation({
    mutationFn: (id: number) => done(api.POST('/api/v1/tasks/{id}/claim', { params: { path: { id } } })),
    onSuccess: (task) => void go(`/tasks/${task.id}`),
    onError: (problem) => void message.warning(problem.message),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['tasks'] }),
  });
  const rows = tasks.data?.pages.flatMap((page) => page.items) ?? [];
  const takeNext = async () => {
    const first = await done(api.GET('/api/v1/tasks', { params: { query: { view: 'group', limit: 1 } } }));
    const next = first.items[0];
    if (next) claim.mutate(next.id);
    else void message.info(t('inbox.nothingNext'));
  };
  useShortcut('n', t('shortcuts.next'), () => void takeNext());
  const columns: ColumnsType<Task> = [
    { title: t('inbox.task'), key: 'task', render: (_, task) => <Link to={`/tasks/${task.id}`}>{inLocale(task.title, task.name)}</Link> },
    { title: t('inbox.case'), dataIndex: 'caseNumber', render: (number: string) => <Link to={`/cases/${number}`} className="number">{number}</Link> },
    { title: t('inbox.process'), dataIndex: 'process', render: (code: string) => words('process', code) },
    { title: t('inbox.office'), dataIndex: 'office', render: offices.name },
    { title: t('inbox.assignee'), dataIndex: 'assignee', render: (who?: string) => who ?? '–' },
    { title: t('inbox.opened'), dataIndex: 'openedAt', render: (at: string) => <span className="number">{dateTime(at)}</span> },
    {
      key: 'act',
      align: 'right',
      render: (_, task) =>
        task.assignee ? (
          <Tag>{t('inbox.claimed')}</Tag>
        ) : (
          <Button size="small" onClick={() => claim.mutate(task.id)} loading={claim.isPending && claim.variables === task.id}>
            {t('inbox.claim')}
          </Button>
        ),
    },
  ];
  return (
    <Page
      title={t('inbox.title')}
      extra={
        <Button type="primary" onClick={() => void takeNext()}>
          {t('inbox.next')}
        </Button>
      }
    >
      <Flex vertical gap={12}>
        <Segmented
          aria-label={t('inbox.list')}
          value={view}
          onChange={(next) => setAddress({ view: next })}
          options={views.map((one) => ({ value: one, label: t(`inbox.${one}`) }))}
        />
        {tasks.error && <Wrong problem={tasks.error} retry={() => void tasks.refetch()} />}
        <Table
          size="middle"
          rowKey="id"
          columns={columns}
          dataSource={rows}
          pagination={false}
          loading={tasks.isPending && !tasks.error}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: <Nothing text={t(`inbox.empty.${view}`)} /> }}
        />
        {tasks.hasNextPage && (
          <Button onClick={() => void tasks.fetchNextPage()} loading={tasks.isFetchingNextPage}>
            {t('action.more')}
          </Button>
        )}
      </Flex>
    </Page>
  );
}
