import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { api, done } from '../api/client';

/** What is looked at stands in the address. */
export function useWatched() {
  const [address, setAddress] = useSearchParams();
  const changeAll = (part: Record<string, string | undefined | null>) => {
    const next = new URLSearchParams(address);
    for (const [name, value] of Object.entries(part))
      if (value) next.set(name, value);
      else next.delete(name);
    setAddress(next, { replace: true });
  };
  const change = (name: string, value: string | undefined | null) => changeAll({ [name]: value });
  const read = (name: string) => address.get(name) ?? undefined;
  return { office: read('office'), process: read('process'), from: read('from'), to: read('to'), version: read('version'), change, changeAll };
}

export function useRefreshDashboard() {
  return useMutation({ mutationFn: () => done(api.POST('/api/v1/dashboard/refresh')) });
}

/** What happened day by day. */
export const useListTrends = (query: { office?: string; process?: string; from?: string; to?: string }, enabled = true) =>
  useQuery({ queryKey: ['trends', query], queryFn: () => done(api.GET('/api/v1/dashboard/trends', { params: { query } })), enabled });

/** The numbers of an office. Numbers that are too old are shown and counted anew meanwhile. */
export function useGetDashboard(office: string | undefined) {
  const queries = useQueryClient();
  const refresh = useRefreshDashboard();
  const board = useQuery({
    queryKey: ['dashboard', office],
    queryFn: () => done(api.GET('/api/v1/dashboard', { params: { query: { office } } })),
    refetchInterval: (query) => (query.state.data?.stale ? 2_000 : 60_000),
  });
  const { stale, madeAt } = board.data ?? {};
  useEffect(() => {
    if (stale) refresh.mutate();
    // Asked once for each age of the numbers.
  }, [stale, madeAt]);
  useEffect(() => {
    if (madeAt) for (const key of ['workload', 'trends', 'durations', 'places', 'forecast']) void queries.invalidateQueries({ queryKey: [key] });
  }, [madeAt, queries]);
  return { board, refresh };
}
