import { Button, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { done, api, type Schemas } from '../api/client';
import { useColleagueOptions } from '../inbox/useInbox';
import { Asked, type Field } from '../parts/Asked';
import { OperationProgress } from '../parts/OperationProgress';

/** Urge many, or give all their open tasks to somebody: a job of the server, which goes on when the window is closed. */
export function BulkOfCases({ numbers, clear }: { numbers: string[]; clear: () => void }) {
  const { t } = useTranslation();
  const colleagues = useColleagueOptions();
  const start = (command: Schemas['OperationCommand'], fields: Field[], selection: Schemas['OperationSelection']) => (
    <Asked
      key={command}
      size="small"
      label={t(command === 'urgeCase' ? 'supervision.urge' : 'supervision.reassign')}
      title={`${t(command === 'urgeCase' ? 'supervision.urge' : 'supervision.reassign')} · ${t('bulk.chosen', { count: numbers.length })}`}
      fields={[...fields, { name: 'reason', label: t('bulk.reason'), kind: 'long' }]}
      send={({ reason, to }) => done(api.POST('/api/v1/operations', { body: { command, reason: reason as string, selection, arguments: { to: to as string | undefined } } }))}
      shows={(operation) => <OperationProgress id={operation.id} />}
    />
  );
  return (
    <Flex gap={8} align="center" wrap role="toolbar" aria-label={t('bulk.label')} className="bulk">
      <strong>{t('bulk.chosen', { count: numbers.length })}</strong>
      {start('urgeCase', [], { ids: numbers })}
      {start(
        'assignTask',
        [
          {
            name: 'to',
            label: t('bulk.to'),
            kind: 'choice',
            options: colleagues,
          },
        ],
        { cases: numbers },
      )}
      <Button size="small" type="link" onClick={clear}>
        {t('bulk.none')}
      </Button>
    </Flex>
  );
}
