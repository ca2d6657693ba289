import { useRef, useState, type FocusEvent } from 'react';

/** Rows that change by themselves, held still while a hand is on them: what changed changes in its place, what is gone stays and says so, what is new waits to be asked for.
 * As soon as the hand leaves, the list is as it is.
 * @param list What list it is: another filter is another list.
 * @param ready The rows are there. */
export function useCalm<T>(rows: T[], keyOf: (row: T) => string | number, list: string, ready: boolean) {
  const kept = useRef<{ list: string; rows: T[] }>({ list: '', rows: [] });
  const [held, hold] = useState(false);
  const now = new Map(rows.map((row) => [keyOf(row), row]));
  const still = held && ready && kept.current.list === list;
  const shown = still ? kept.current.rows.map((row) => now.get(keyOf(row)) ?? row) : rows;
  if (!still && ready) kept.current = { list, rows };
  const there = new Set(shown.map(keyOf));
  return {
    shown,
    gone: (row: T) => ready && !now.has(keyOf(row)),
    fresh: rows.filter((row) => !there.has(keyOf(row))).length,
    /** Shows what is new now. */
    renew: () => {
      kept.current = { list, rows };
      hold(false);
    },
    /** For the element around the rows. */
    hand: {
      onPointerEnter: () => hold(true),
      onPointerMove: () => held || hold(true),
      onPointerLeave: () => hold(false),
      onFocus: () => hold(true),
      onBlur: (event: FocusEvent) => event.currentTarget.contains(event.relatedTarget) || hold(false),
    },
  };
}
