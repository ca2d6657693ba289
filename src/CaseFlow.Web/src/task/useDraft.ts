import { useEffect, useState } from 'react';

type Json = Record<string, unknown>;

/** What somebody types into a task survives a reload, a lost connection and a restarted server: it is kept in the browser as it is typed. */
export function useDraft(task: number) {
  const place = `caseflow.draft.${task}`;
  const read = (): Json => JSON.parse(localStorage.getItem(place) ?? '{}') as Json;
  const [value, setValue] = useState<Json>(read);
  const [kept, setKept] = useState(false);
  useEffect(() => {
    setValue(read());
    setKept(localStorage.getItem(place) !== null);
  }, [place]);
  return {
    value,
    kept,
    change: (next: Json) => {
      setValue(next);
      localStorage.setItem(place, JSON.stringify(next));
      setKept(true);
    },
    forget: () => localStorage.removeItem(place),
  };
}
