import { QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/client';

/** What was read stays on screen while it is read anew; a server that restarts is asked again, a refusal is not. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => error instanceof Problem && error.isAway && count < 5,
      retryDelay: (count) => Math.min(1_000 * 2 ** count, 8_000),
    },
    mutations: { retry: false },
  },
});
