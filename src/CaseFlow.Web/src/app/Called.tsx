import { useQuery } from '@tanstack/react-query';
import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done } from '../api/client';
import { OrderActions } from '../managers/OrderActions';
import { Note } from '../parts/Note';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';

/** The calls one by one: orders with their reply, notes with their case. */
export default function Called({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const orders = useQuery({ queryKey: ['supervisions', 'mine', 'calls'], queryFn: () => done(api.GET('/api/v1/supervisions', { params: { query: { view: 'mine', limit: 100 } } })) });
  const mentions = useQuery({ queryKey: ['me', 'mentions'], queryFn: () => done(api.GET('/api/v1/me/mentions')) });
  const problem = orders.error ?? mentions.error;
  if (problem) return <Wrong problem={problem} retry={() => void (orders.refetch(), mentions.refetch())} />;
  if (!orders.data || !mentions.data) return <Waiting />;
  const waiting = orders.data.items.filter((order) => order.status === 'open');
  if (waiting.length + mentions.data.length === 0) return <Nothing text={t('calls.none')} />;
  const toCase = (number: string, tab: string) => (
    <Link to={`/cases/${number}?tab=${tab}`} className="number" onClick={close}>
      {number}
    </Link>
  );
  return (
    <Flex vertical gap={16}>
      {waiting.length > 0 && (
        <section>
          <h2 className="part">{t('calls.orders')}</h2>
          <ul className="plain notes">
            {waiting.map((order) => (
              <li key={order.id}>
                <div className="when">
                  {t(`supervision.${order.kind}`)} · <Who login={order.issuedBy} /> · {toCase(order.caseNumber, 'timeline')}
                </div>
                <Note text={order.measure} />
                <Flex gap={8} align="center">
                  <span className="number">{t('calls.due', { day: order.dueOn })}</span>
                  <OrderActions order={order} />
                </Flex>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mentions.data.length > 0 && (
        <section>
          <h2 className="part">{t('calls.mentions')}</h2>
          <ul className="plain notes">
            {mentions.data.map((mention) => (
              <li key={mention.noteId}>
                <div className="when">
                  <Who login={mention.by} /> · {dateTime(mention.at)} · {toCase(mention.caseNumber, 'notes')}
                </div>
                <Note text={mention.body} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Flex>
  );
}
