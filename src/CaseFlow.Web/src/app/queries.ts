import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/client';

// A session that ended shows at whatever is asked next: whoever is signed in is asked for, and the desk offers to sign in again.
const onError = (error: unknown) => {
  if (error instanceof Problem && error.status === 401) void queries.invalidateQueries({ queryKey: ['me'], exact: true });
};

/** What was read stays on screen while it is read anew; a server that restarts is asked again, a refusal is not. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => query.queryKey.join() !== 'me' && onError(error) }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => error instanceof Problem && error.isAway && count < 5,
      retryDelay: (count) => Math.min(1_000 * 2 ** count, 8_000),
    },
    mutations: { retry: false },
  },
});
