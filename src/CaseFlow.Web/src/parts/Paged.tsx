import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Flex, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing, Wrong } from './States';
import { useCalm } from './useCalm';

interface Part<T> {
  items: T[];
  next?: string | null;
}

/** A list that is read a page at a time, with its empty, loading and error state.
 * @param csv The same list as a file.
 * @param chosen Keys of the rows that are ticked; without it nothing can be ticked. */
export function Paged<T extends object>({
  queryKey,
  read,
  rowKey,
  columns,
  empty,
  csv,
  chosen,
  choose,
}: {
  queryKey: readonly unknown[];
  read: (after: string | undefined) => Promise<Part<T>>;
  rowKey: (row: T) => string | number;
  columns: ColumnsType<T>;
  empty: string;
  csv?: ReactNode;
  chosen?: T[];
  choose?: (rows: T[]) => void;
}) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 60_000,
  });
  const calm = useCalm(pages.data?.pages.flatMap((page) => page.items) ?? [], rowKey, JSON.stringify(queryKey), pages.data !== undefined);
  return (
    <Flex vertical gap={12}>
      {csv && <div>{csv}</div>}
      {pages.error && <Wrong problem={pages.error} retry={() => void pages.refetch()} />}
      <div aria-live="polite" className="fresh">{calm.fresh > 0 && <Button onClick={calm.renew}>{t('inbox.fresh', { count: calm.fresh })}</Button>}</div>
      <div {...calm.hand}>
      <Table
        size="middle"
        rowKey={rowKey}
        columns={columns}
        dataSource={calm.shown}
        rowClassName={(row) => (calm.gone(row) ? 'gone-row' : '')}
        pagination={false}
        loading={pages.isPending && !pages.error}
        tableLayout="auto"
        scroll={{ x: true }}
        rowSelection={choose && { selectedRowKeys: chosen?.map(rowKey), onChange: (_, picked) => choose(picked) }}
        locale={{ emptyText: <Nothing text={empty} /> }}
      />
      </div>
      {pages.hasNextPage && (
        <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {t('action.more')}
        </Button>
      )}
    </Flex>
  );
}
