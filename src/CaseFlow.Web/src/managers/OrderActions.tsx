import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { useMe, useRole } from '../app/session';
import { Decided } from './commands';

/** What can be done about an order or urge in its state: its owner replies, and a manager accepts the reply or sends it back. */
export function OrderActions({ order }: { order: Schemas['SupervisionView'] }) {
  const { t } = useTranslation();
  const me = useMe();
  const manages = useRole('manager');
  const path = { id: order.id };
  const reply = (text: string) => done(api.POST('/api/v1/supervisions/{id}/reply', { params: { path }, body: { reply: text } }));
  const close = (accept: boolean) => (reason: string) => done(api.POST('/api/v1/supervisions/{id}/close', { params: { path }, body: { accept, reason } }));
  return (
    <Flex gap={4} wrap>
      {order.status === 'open' && (order.owner === me.login || order.owner === null) && <Decided label={t('supervision.doReply')} about={t('supervision.measureDone')} send={reply} />}
      {manages && order.status === 'replied' && (
        <>
          <Decided label={t('supervision.acceptReply')} send={close(true)} />
          <Decided label={t('supervision.sendBack')} send={close(false)} danger />
        </>
      )}
    </Flex>
  );
}
