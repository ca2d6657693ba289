import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Hears which cases change and reads anew what is on screen of them. Several changes within a moment are one reading; a connection that broke is made again by the browser. */
export function useNews() {
  const queries = useQueryClient();
  useEffect(() => {
    const source = new EventSource('/api/v1/news');
    let changed = new Set<string>();
    let timer: number | undefined;
    source.addEventListener('case', (event) => {
      changed.add((JSON.parse((event as MessageEvent<string>).data) as { number: string }).number);
      timer ??= window.setTimeout(() => {
        const numbers = changed;
        [changed, timer] = [new Set(), undefined];
        void queries.invalidateQueries({ queryKey: ['cases'] });
        // Not the saved views: no case changes those.
        for (const part of ['rows', 'counts', 'calls']) void queries.invalidateQueries({ queryKey: ['inbox', part] });
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'case' && numbers.has(String(queryKey[1])) });
        void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'task' });
      }, 400);
    });
    return () => {
      window.clearTimeout(timer);
      source.close();
    };
  }, [queries]);
}
