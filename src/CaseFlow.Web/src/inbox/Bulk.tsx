import { Button, Flex, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Schemas } from '../api/client';
import { OperationProgress } from '../parts/OperationProgress';
import { Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { useColleagueOptions, useStartOperation, type Row } from './useInbox';

type Command = 'ClaimTask' | 'ReleaseTask' | 'AssignTask' | 'CompleteTask';

/** Claim, give back, hand over or complete many tasks; the server goes on when the window is closed. */
export function Bulk({ rows, clear }: { rows: Row[]; clear: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [command, setCommand] = useState<Command | null>(null);
  const [reason, setReason] = useState('');
  const [to, setTo] = useState<string>();
  const [outcome, setOutcome] = useState<string>();
  const start = useStartOperation();
  const colleagues = useColleagueOptions(command === 'AssignTask');
  const outcomes = rows.map((row) => row.task.outcomes).reduce((all, each) => all.filter((one) => each.includes(one)), rows[0]?.task.outcomes ?? []);
  const close = () => {
    setCommand(null);
    start.reset();
  };
  const ready = reason.trim() !== '' && (command !== 'AssignTask' || to) && (command !== 'CompleteTask' || outcome);
  return (
    <Flex gap={8} align="center" wrap role="toolbar" aria-label={t('bulk.label')} className="bulk">
      <strong>{t('bulk.chosen', { count: rows.length })}</strong>
      {(['ClaimTask', 'ReleaseTask', 'AssignTask', 'CompleteTask'] as const).map((one) => (
        <Button key={one} size="small" disabled={one === 'CompleteTask' && outcomes.length === 0} onClick={() => setCommand(one)}>
          {t(`bulk.${one}`)}
        </Button>
      ))}
      <Button size="small" type="link" onClick={clear}>
        {t('bulk.none')}
      </Button>
      <Modal
        open={command !== null}
        title={command && `${t(`bulk.${command}`)} · ${t('bulk.chosen', { count: rows.length })}`}
        onCancel={close}
        destroyOnHidden
        footer={
          start.data ? (
            <Button
              type="primary"
              onClick={() => {
                close();
                clear();
              }}
            >
              {t('action.close')}
            </Button>
          ) : (
            <Flex justify="end" gap={8}>
              <Button onClick={close}>{t('action.cancel')}</Button>
              <Button
                type="primary"
                disabled={!ready}
                loading={start.isPending}
                onClick={() =>
                  start.mutate({
                    command: command as Schemas['OperationCommand'],
                    reason,
                    selection: { ids: rows.map((row) => String(row.task.id)) },
                    arguments: { to, outcome },
                  })
                }
              >
                {t('bulk.go')}
              </Button>
            </Flex>
          )
        }
      >
        {start.data ? (
          <OperationProgress id={start.data.id} />
        ) : (
          <Flex vertical gap={12}>
            {command === 'AssignTask' && (
              <label>
                {t('bulk.to')}
                <Select
                  showSearch
                  style={{ width: '100%' }}
                  value={to}
                  onChange={setTo}
                  optionFilterProp="label"
                  loading={!colleagues}
                  options={colleagues}
                />
              </label>
            )}
            {command === 'CompleteTask' && (
              <label>
                {t('bulk.outcome')}
                <Select style={{ width: '100%' }} value={outcome} onChange={setOutcome} options={outcomes.map((one) => ({ value: one, label: words('outcome', one) }))} />
              </label>
            )}
            <label>
              {t('bulk.reason')}
              <Input.TextArea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} showCount autoFocus />
            </label>
            {start.error && <Wrong problem={start.error} />}
          </Flex>
        )}
      </Modal>
    </Flex>
  );
}
