import { useQuery } from '@tanstack/react-query';
import { Card, Descriptions, Flex, Tag, Timeline } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Page } from '../parts/Page';
import { Remaining } from '../parts/Remaining';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { useOffices, useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';
import { CardActions } from './CardActions';
import { useListCauses } from './commands';
import { OrderActions } from './OrderActions';
import { overdueOf } from './RedCards';

const ordered = (step: Schemas['RedCardStep']) => step.step === 'ordered' || step.step === 'urged';

/** A red card with all that was done about it: it stays on record. */
export default function RedCardPage() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const causes = useListCauses();
  const id = Number(useParams().id);
  const file = useQuery({ queryKey: ['red-cards', id], queryFn: () => done(api.GET('/api/v1/red-cards/{id}', { params: { path: { id } } })) });
  const title = t('supervision.cardNumber', { id });
  if (file.error) return <Page title={title}><Wrong problem={file.error} retry={() => void file.refetch()} /></Page>;
  if (!file.data) return <Page title={title}><Waiting /></Page>;
  const { card, steps, supervisions } = file.data;
  const cause = (code: string | null | undefined) => inLocale(causes.data?.find((one) => one.code === code)?.title, code ?? '');
  return (
    <Page title={title} extra={<CardActions card={card} />}>
      <Flex vertical gap={16}>
        <Card>
          <Descriptions
            column={{ xs: 1, sm: 2, lg: 3 }}
            size="small"
            items={[
              { key: 'status', label: t('case.status'), children: <Tag color={card.status === 'open' ? 'red' : 'default'}>{t(`supervision.cards.${card.status}`)}</Tag> },
              { key: 'overdue', label: t('supervision.overdue'), children: <Remaining clock={overdueOf(card)} /> },
              { key: 'case', label: t('case.number'), children: <Link to={`/cases/${card.caseNumber}`}>{card.caseNumber}</Link> },
              { key: 'process', label: t('inbox.process'), children: words('process', card.process) },
              { key: 'office', label: t('inbox.office'), children: offices.name(card.office) },
              { key: 'limit', label: t('supervision.limit'), children: inLocale(card.title, card.clock) },
              { key: 'deadline', label: t('supervision.deadline'), children: card.deadline },
              { key: 'raised', label: t('supervision.raised'), children: dateTime(card.raisedAt) },
              { key: 'level', label: t('supervision.level'), children: `${card.level}${card.levelTitle ? ` · ${inLocale(card.levelTitle)}` : ''}` },
              ...(card.cause ? [{ key: 'cause', label: t('supervision.cause'), children: cause(card.cause) }] : []),
            ]}
          />
        </Card>
        <Card title={t('supervision.steps')}>
          {steps.length === 0 && <Nothing text={t('supervision.none.steps')} />}
          <Timeline
            items={steps.map((step, place) => ({
              key: place,
              color: step.step === 'escalated' ? 'red' : ordered(step) ? 'orange' : 'blue',
              content: (
                <>
                  <span className="number when">{dateTime(step.at)}</span> <strong>{t(`supervision.step.${step.step}`)}</strong> <Who login={step.by} />
                  <div>
                    {step.cause && `${cause(step.cause)} · `}
                    {inLocale(step.levelTitle, step.text)}
                  </div>
                  {step.expectedOn && <div>{ordered(step) ? <OwnerUntil owner={step.owner} day={step.expectedOn} /> : t('supervision.newDate', { day: step.expectedOn })}</div>}
                  {step.evidence.length > 0 && (
                    <ul>
                      {step.evidence.map((one) => (
                        <li key={one}>{one}</li>
                      ))}
                    </ul>
                  )}
                </>
              ),
            }))}
          />
        </Card>
        {supervisions.length > 0 && (
          <Card title={t('supervision.openOrders')}>
            <ul className="plain">
              {supervisions.map((order) => (
                <li key={order.id}>
                  <Flex gap={8} align="center" wrap>
                    <Tag>{t(`supervision.${order.kind}`)}</Tag>
                    <span>
                      {order.measure} · <OwnerUntil owner={order.owner} day={order.dueOn} /> · {t(`supervision.orderStatus.${order.status}`)}
                    </span>
                    <OrderActions order={order} />
                  </Flex>
                </li>
              ))}
            </ul>
          </Card>
        )}
      </Flex>
    </Page>
  );
}

/** Who must do it, and until when. */
function OwnerUntil({ owner, day }: { owner: string | null | undefined; day: string }) {
  const { t } = useTranslation();
  return (
    <>
      {owner ? <Who login={owner} /> : t('supervision.handler')} · {t('supervision.until', { day })}
    </>
  );
}
