import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { useColleagueOptions } from '../inbox/useInbox';
import { Asked } from '../parts/Asked';

/** 转交: gives a task to a colleague, or to whoever stands in for one who is away. */
export function AssignTask({ id, done: after }: { id: number; done: () => void }) {
  const { t } = useTranslation();
  return (
    <Asked
      label={t('bulk.AssignTask')}
      fields={[
        { name: 'to', label: t('bulk.to'), kind: 'choice', options: useColleagueOptions() },
        { name: 'reason', label: t('bulk.reason'), kind: 'long', optional: true },
      ]}
      send={({ to, reason }) => done(api.POST('/api/v1/tasks/{id}/assign', { params: { path: { id } }, body: { to: to as string, reason: reason as string | undefined } }))}
      done={after}
    />
  );
}
