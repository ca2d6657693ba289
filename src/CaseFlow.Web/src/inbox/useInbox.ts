import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { query, type Filter } from './filter';

export type Row = Schemas['InboxRow'];

/** The rows of the inbox; news of the server read them anew. */
export function useListInbox(filter: Filter) {
  return useInfiniteQuery({
    queryKey: ['inbox', 'rows', filter],
    queryFn: ({ pageParam }) => done(api.GET('/api/v1/inbox', { params: { query: { ...query(filter), after: pageParam, limit: 50 } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: 60_000,
  });
}

export const useCountInbox = () => useQuery({ queryKey: ['inbox', 'counts'], queryFn: () => done(api.GET('/api/v1/inbox/counts')), refetchInterval: 60_000 });

/** What calls for who is signed in; news of cases ask anew. */
export const useCountCalls = () => useQuery({ queryKey: ['inbox', 'calls'], queryFn: () => done(api.GET('/api/v1/me/calls')), refetchInterval: 60_000 });

export const useListTaskViews = () => useQuery({ queryKey: ['inbox', 'views'], queryFn: () => done(api.GET('/api/v1/inbox/views')), staleTime: 60_000 });

export const useListColleagues = (enabled: boolean) => useQuery({ queryKey: ['colleagues'], queryFn: () => done(api.GET('/api/v1/colleagues')), enabled, staleTime: 60_000 });

/** Colleagues to choose from, with what they have open and who stands in for them. */
export function useColleagueOptions(enabled = true) {
  const { t } = useTranslation();
  return useListColleagues(enabled).data?.map((one) => ({ value: one.login, label: `${one.name} (${one.login}) · ${t('bulk.open', { count: one.open })}${one.deputy ? ` → ${one.deputy}` : ''}` }));
}

export const useAccountSettings = () => useQuery({ queryKey: ['me', 'settings'], queryFn: () => done(api.GET('/api/v1/me/settings')), staleTime: 600_000 });

export function useSaveAccountSetting() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, value }: { name: string; value: unknown }) => done(api.PUT('/api/v1/me/settings/{name}', { params: { path: { name } }, body: { value: value as never } })),
    // What was chosen shows at once; the server's word comes later.
    onMutate: ({ name, value }) => queries.setQueryData(['me', 'settings'], (old: Record<string, unknown> | undefined) => ({ ...old, [name]: value })),
  });
}

/** One command on the tasks that were ticked, as a job of the server. */
export function useStartOperation() {
  return useMutation({ mutationFn: (body: Schemas['StartOperation']) => done(api.POST('/api/v1/operations', { body })) });
}
