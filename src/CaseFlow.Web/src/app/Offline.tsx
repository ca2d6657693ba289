import { onlineManager } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

/** The browser has no network: what was typed stays, what was read may be old. */
export function Offline() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(
    (watch) => onlineManager.subscribe(watch),
    () => onlineManager.isOnline(),
  );
  return online ? null : <Alert banner type="warning" title={t('states.offline')} />;
}
