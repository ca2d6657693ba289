import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Progress } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { localeNow } from '../texts';
import { Wrong } from './States';

/** How far an operation has come, what could not be done and why. It may be stopped; what is done stays done. */
export function OperationProgress({ id }: { id: number }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const operation = useQuery({
    queryKey: ['operation', id],
    queryFn: () => done(api.GET('/api/v1/operations/{id}', { params: { path: { id } } })),
    refetchInterval: (query) => (query.state.data?.status === 'running' || !query.state.data ? 700 : false),
  });
  const failed = useQuery({
    queryKey: ['operation', id, 'failed', operation.data?.failed],
    queryFn: () => done(api.GET('/api/v1/operations/{id}/items', { params: { path: { id }, query: { status: 'failed', limit: 200 } } })),
    enabled: (operation.data?.failed ?? 0) > 0,
  });
  const cancel = useMutation({ mutationFn: () => done(api.POST('/api/v1/operations/{id}/cancel', { params: { path: { id } } })), onSettled: () => void operation.refetch() });
  const status = operation.data?.status;
  const ended = status !== undefined && status !== 'running';
  useEffect(() => {
    if (ended) void queries.invalidateQueries({ predicate: ({ queryKey }) => ['inbox', 'operations'].includes(String(queryKey[0])) });
  }, [ended, queries]);
  if (operation.error && !operation.data) return <Wrong problem={operation.error} />;
  const { total = 0, done: good = 0, failed: bad = 0 } = operation.data ?? {};
  return (
    <Flex vertical gap={12} aria-live="polite">
      <Progress percent={total ? Math.round(((good + bad) / total) * 100) : 0} status={ended ? (bad || status === 'cancelled' ? 'exception' : 'success') : 'active'} />
      <p>
        {ended && total === 0 ? t('bulk.nothing') : t('bulk.progress', { done: good, failed: bad, total })}
        {status === 'cancelled' && ` · ${t('bulk.status.cancelled')}`}
      </p>
      {status === 'running' && (
        <div>
          <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('bulk.stop')}
          </Button>
        </div>
      )}
      {cancel.error && <Wrong problem={cancel.error} />}
      {failed.data && failed.data.items.length > 0 && (
        <Alert
          type="warning"
          title={t('bulk.failed')}
          description={
            <ul className="reasons">
              {failed.data.items.map((item) => (
                <li key={item.place}>
                  {item.caseNumber ?? item.subject}
                  {t('app.colon')}
                  {item.reasons.map((fault) => (localeNow() === 'en' ? fault.en : fault.zh)).join(' ')}
                </li>
              ))}
            </ul>
          }
        />
      )}
    </Flex>
  );
}
