import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { AppealRedCard, Decided, DisposeRedCard, IssueSupervision } from './commands';

/** What can be done about a red card in its state. */
export function CardActions({ card }: { card: Schemas['RedCardView'] }) {
  const { t } = useTranslation();
  const decide = (accept: boolean) => (reason: string) => done(api.POST('/api/v1/red-cards/{id}/decide-appeal', { params: { path: { id: card.id } }, body: { accept, reason } }));
  return (
    <Flex gap={4} wrap>
      {card.status === 'open' && (
        <>
          <DisposeRedCard id={card.id} />
          <AppealRedCard id={card.id} />
        </>
      )}
      {card.status === 'appealed' && (
        <>
          <Decided label={t('supervision.acceptAppeal')} send={decide(true)} />
          <Decided label={t('supervision.rejectAppeal')} send={decide(false)} danger />
        </>
      )}
      {(card.status === 'open' || card.status === 'appealed') && <IssueSupervision number={card.caseNumber} redCard={card.id} />}
    </Flex>
  );
}
