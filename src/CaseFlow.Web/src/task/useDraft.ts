import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, done } from '../api/client';

type Json = Record<string, unknown>;

/** What somebody types into a task is kept: at once in the browser, a moment later on the server. A reload, a lost connection, a restarted server or losing the race for the task loses nothing. */
export function useDraft(task: number) {
  const place = `caseflow.draft.${task}`;
  const here = (): Json | null => JSON.parse(localStorage.getItem(place) ?? 'null') as Json | null;
  const [value, setValue] = useState<Json>(() => here() ?? {});
  const [kept, setKept] = useState(() => here() !== null);
  const timer = useRef<number | undefined>(undefined);
  const there = useQuery({ queryKey: ['draft', task], queryFn: () => done(api.GET('/api/v1/tasks/{id}/draft', { params: { path: { id: task } } })), staleTime: Infinity, gcTime: 0 });
  useEffect(() => {
    const mine = here();
    if (mine === null && there.data?.data) {
      setValue(there.data.data as Json);
      setKept(true);
    }
  }, [there.data]);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return {
    value,
    kept,
    change: (next: Json) => {
      setValue(next);
      localStorage.setItem(place, JSON.stringify(next));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => {
        void done(api.PUT('/api/v1/tasks/{id}/draft', { params: { path: { id: task } }, body: { data: next as never } }))
          .then(() => setKept(true))
          // It is in the browser; the next change tries again.
          .catch(() => setKept(true));
      }, 800);
    },
    forget: () => {
      window.clearTimeout(timer.current);
      localStorage.removeItem(place);
      void api.DELETE('/api/v1/tasks/{id}/draft', { params: { path: { id: task } } });
    },
  };
}
