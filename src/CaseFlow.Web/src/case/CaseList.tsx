import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Segmented, Table, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Nothing, Wrong } from '../parts/States';
import { useOffices, useWords } from '../parts/words';
import { dateTime } from '../texts/time';

type Row = Schemas['CaseListRow'];

/** The cases of one's offices, newest first. */
export default function CaseList() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const [address, setAddress] = useSearchParams();
  const open = address.get('all') === null;
  const sought = address.get('q');
  const cases = useInfiniteQuery({
    queryKey: ['cases', open, sought],
    queryFn: async ({ pageParam }) => {
      if (sought === null) return done(api.GET('/api/v1/cases', { params: { query: { open: open || undefined, after: pageParam, limit: 50 } } }));
      const found = await done(api.GET('/api/v1/search', { params: { query: { q: sought } } }));
      return { items: found.hits.map((hit) => hit.case), next: null };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const columns: ColumnsType<Row> = [
    { title: t('case.number'), dataIndex: 'number', render: (one: string) => <Link to={`/cases/${one}`} className="number">{one}</Link> },
    { title: t('inbox.process'), dataIndex: 'process', render: (code: string) => words('process', code) },
    { title: t('inbox.state'), dataIndex: 'state', render: (code: string, row) => <Tag color={row.closed ? 'default' : 'blue'}>{words('state', code)}</Tag> },
    { title: t('inbox.applicant'), dataIndex: 'applicantName' },
    { title: t('inbox.office'), dataIndex: 'office', render: offices.name },
    { title: t('case.opened'), dataIndex: 'openedAt', render: (at: string) => <span className="number">{dateTime(at)}</span> },
  ];
  return (
    <Page title={t('case.title')}>
      <Flex vertical gap={12}>
        {sought !== null ? (
          <h2 className="part">{t('search.results', { text: sought })}</h2>
        ) : <Segmented
          value={open ? 'open' : 'all'}
          onChange={(next) => setAddress(next === 'open' ? {} : { all: '1' })}
          options={[
            { value: 'open', label: t('case.open') },
            { value: 'all', label: t('case.all') },
          ]}
        />}
        <div>
          <Csv {...(sought === null ? { of: 'cases', where: { open: open || undefined } } : { of: 'search', where: { q: sought } })} />
        </div>
        {cases.error && <Wrong problem={cases.error} retry={() => void cases.refetch()} />}
        <Table
          size="middle"
          rowKey="id"
          columns={columns}
          dataSource={cases.data?.pages.flatMap((page) => page.items) ?? []}
          pagination={false}
          loading={cases.isPending && !cases.error}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: <Nothing text={sought ? t('search.nothing') : t('case.none.cases')} /> }}
        />
        {cases.hasNextPage && (
          <Button onClick={() => void cases.fetchNextPage()} loading={cases.isFetchingNextPage}>
            {t('action.more')}
          </Button>
        )}
      </Flex>
    </Page>
  );
}
