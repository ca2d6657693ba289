import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { useRole } from '../app/session';
import { AppealRedCard, Decided, DisposeRedCard, IssueSupervision } from './commands';

/** What can be done about a red card in its state: who handles the case appeals, everything else is for managers. */
export function CardActions({ card }: { card: Schemas['RedCardView'] }) {
  const { t } = useTranslation();
  const manages = useRole('manager');
  const decide = (accept: boolean) => (reason: string) => done(api.POST('/api/v1/red-cards/{id}/decide-appeal', { params: { path: { id: card.id } }, body: { accept, reason } }));
  return (
    <Flex gap={4} wrap>
      {card.status === 'open' && (
        <>
          {manages && <DisposeRedCard id={card.id} />}
          <AppealRedCard id={card.id} />
        </>
      )}
      {manages && card.status === 'appealed' && (
        <>
          <Decided label={t('supervision.acceptAppeal')} send={decide(true)} />
          <Decided label={t('supervision.rejectAppeal')} send={decide(false)} danger />
        </>
      )}
      {manages && (card.status === 'open' || card.status === 'appealed') && <IssueSupervision number={card.caseNumber} redCard={card.id} />}
    </Flex>
  );
}
