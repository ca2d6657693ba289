import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Timeline as Line } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';
import { Verbatim } from '../parts/Verbatim';

const colours: Record<string, string> = { signal: 'red', incident: 'red', decision: 'blue', task: 'green', message: 'gray' };

/** What happened to a case, in sentences. */
export function Timeline({ number }: { number: string }) {
  const { t } = useTranslation();
  const entries = useInfiniteQuery({
    queryKey: ['case', number, 'timeline'],
    queryFn: ({ pageParam }) => done(api.GET('/api/v1/cases/{number}/timeline', { params: { path: { number }, query: { after: pageParam, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (entries.error && !entries.data) return <Wrong problem={entries.error} retry={() => void entries.refetch()} />;
  if (!entries.data) return <Waiting />;
  const all = entries.data.pages.flatMap((page) => page.items);
  if (all.length === 0) return <Nothing text={t('case.none.timeline')} />;
  return (
    <>
      <Line
        items={all.map((entry, place) => ({
          key: place,
          color: colours[entry.kind] ?? 'blue',
          content: (
            <>
              <span className="number when">{dateTime(entry.at)}</span> <Verbatim>{inLocale(entry.text)}</Verbatim>
            </>
          ),
        }))}
      />
      {entries.hasNextPage && <Button onClick={() => void entries.fetchNextPage()}>{t('action.more')}</Button>}
    </>
  );
}
