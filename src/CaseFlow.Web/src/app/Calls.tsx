import { BellOutlined } from '@ant-design/icons';
import { Badge, Button, Drawer } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCountCalls } from '../inbox/useInbox';
import { Waiting } from '../parts/States';

// Replying needs the whole machinery of forms: it comes when somebody looks.
const Called = lazy(() => import('./Called'));

/** What calls for me: supervision orders and urges that wait for my reply, and notes that name me. */
export function Calls() {
  const { t } = useTranslation();
  const [open, show] = useState(false);
  const counts = useCountCalls();
  const count = (counts.data?.orders ?? 0) + (counts.data?.mentions ?? 0);
  return (
    <>
      <Badge count={count} size="small" offset={[-6, 6]}>
        <Button type="text" icon={<BellOutlined />} aria-label={count ? t('calls.some', { count }) : t('calls.title')} onClick={() => show(true)} />
      </Badge>
      <Drawer open={open} onClose={() => show(false)} title={t('calls.title')} size={480} destroyOnHidden>
        <Suspense fallback={<Waiting />}>
          <Called close={() => show(false)} />
        </Suspense>
      </Drawer>
    </>
  );
}
