import { Modal } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

interface Shortcut {
  keys: string;
  about: string;
  run: () => void;
}

// What the page that is open offers; the list under «?» shows just these.
let known: Shortcut[] = [];
const watchers = new Set<() => void>();
const change = (next: Shortcut[]) => {
  known = next;
  watchers.forEach((watch) => watch());
};

/** A key, or two keys one after the other (`g i`), that does something while the component is on screen. Never while somebody types. */
export function useShortcut(keys: string, about: string, run: () => void, enabled = true) {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    if (!enabled) return;
    const one: Shortcut = { keys, about, run: () => latest.current() };
    change([...known, one]);
    return () => change(known.filter((other) => other !== one));
  }, [keys, about, enabled]);
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName) || target.closest('[role="dialog"]') !== null);

/** Listens for the keys, and shows what they do. */
export function Shortcuts({ open, close, rooms }: { open: boolean; close: () => void; rooms: { keys: string; path: string }[] }) {
  const { t } = useTranslation();
  const go = useNavigate();
  const [first, setFirst] = useState<string | null>(null);
  const all = useSyncExternalStore(
    (watch) => (watchers.add(watch), () => watchers.delete(watch)),
    () => known,
  );
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const keys = first ? `${first} ${event.key}` : event.key;
      const room = rooms.find((one) => one.keys === keys);
      const shortcut = known.findLast((one) => one.keys === keys);
      if (room || shortcut) {
        event.preventDefault();
        setFirst(null);
        if (room) void go(`/${room.path}`);
        else shortcut?.run();
      } else setFirst(event.key === 'g' ? 'g' : null);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [first, go, rooms]);
  const shown = [...rooms.map((room) => ({ keys: room.keys, about: t('shortcuts.go', { room: t(`room.${room.path}`) }) })), ...all];
  return (
    <Modal open={open} onCancel={close} footer={null} title={t('shortcuts.help')} destroyOnHidden>
      <table className="shortcuts">
        <tbody>
          {shown.map((one) => (
            <tr key={one.keys + one.about}>
              <td>
                {one.keys.split(' ').map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </td>
              <td>{one.about}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
