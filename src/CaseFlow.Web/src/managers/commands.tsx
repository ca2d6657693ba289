import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { useColleagueOptions } from '../inbox/useInbox';
import { Asked } from '../parts/Asked';
import { inLocale } from '../texts';

/** After a manager did something: every list that may show it is read anew. */
export function useSupervised() {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ predicate: ({ queryKey }) => ['limits', 'red-cards', 'supervisions', 'inbox', 'forecast', 'case'].includes(String(queryKey[0])) });
}

export const useListCauses = () => useQuery({ queryKey: ['red-cards', 'causes'], queryFn: () => done(api.GET('/api/v1/red-cards/causes')), staleTime: Infinity });

/** 催办. */
export function UrgeCase({ number }: { number: string }) {
  const { t } = useTranslation();
  const again = useSupervised();
  return (
    <Asked
      size="small"
      label={t('supervision.urge')}
      title={`${t('supervision.urge')} · ${number}`}
      fields={[{ name: 'note', label: t('supervision.note'), kind: 'long' }]}
      send={({ note }) => done(api.POST('/api/v1/cases/{number}/urge', { params: { path: { number } }, body: { note: note as string } }))}
      done={again}
    />
  );
}

/** 督办单: with owner, measure and date. */
export function IssueSupervision({ number, redCard }: { number: string; redCard?: number }) {
  const { t } = useTranslation();
  const again = useSupervised();
  const colleagues = useColleagueOptions();
  return (
    <Asked
      size="small"
      label={t('supervision.issue')}
      title={`${t('supervision.order')} · ${number}`}
      fields={[
        { name: 'measure', label: t('supervision.measure'), kind: 'long' },
        { name: 'dueOn', label: t('supervision.dueOn'), kind: 'date' },
        {
          name: 'owner',
          label: t('supervision.owner'),
          kind: 'choice',
          optional: true,
          hint: t('supervision.ownerHint'),
          options: colleagues,
        },
      ]}
      send={({ measure, dueOn, owner }) =>
        done(
          api.POST('/api/v1/cases/{number}/supervision', {
            params: { path: { number } },
            body: { measure: measure as string, dueOn: dueOn as string, owner: owner as string | undefined, redCard },
          }),
        )
      }
      done={again}
    />
  );
}

/** 处置、销号: cause and measure, and the new date the applicant is told. */
export function DisposeRedCard({ id }: { id: number }) {
  const { t } = useTranslation();
  const again = useSupervised();
  const causes = useListCauses();
  return (
    <Asked
      size="small"
      type="primary"
      label={t('supervision.dispose')}
      fields={[
        { name: 'cause', label: t('supervision.cause'), kind: 'choice', options: causes.data?.map((cause) => ({ value: cause.code, label: inLocale(cause.title, cause.code) })) },
        { name: 'measure', label: t('supervision.measureDone'), kind: 'long' },
        { name: 'expectedOn', label: t('supervision.expectedOn'), kind: 'date', optional: true, hint: t('supervision.expectedHint') },
      ]}
      send={({ cause, measure, expectedOn }) =>
        done(
          api.POST('/api/v1/red-cards/{id}/dispose', {
            params: { path: { id } },
            body: { cause: cause as string, measure: measure as string, expectedOn: expectedOn as string | undefined },
          }),
        )
      }
      done={again}
    />
  );
}

/** 申诉: why it was raised wrongly, and what proves it. */
export function AppealRedCard({ id }: { id: number }) {
  const { t } = useTranslation();
  const again = useSupervised();
  return (
    <Asked
      size="small"
      label={t('supervision.appeal')}
      fields={[
        { name: 'ground', label: t('supervision.ground'), kind: 'long' },
        { name: 'evidence', label: t('supervision.evidence'), kind: 'lines', hint: t('supervision.evidenceHint') },
      ]}
      send={({ ground, evidence }) => done(api.POST('/api/v1/red-cards/{id}/appeal', { params: { path: { id } }, body: { ground: ground as string, evidence: evidence as string[] } }))}
      done={again}
    />
  );
}

/** One sentence about a card or an order: the reply, or a decision and why. */
export function Decided({ label, about, send, danger }: { label: string; about?: string; send: (reason: string) => Promise<unknown>; danger?: boolean }) {
  const { t } = useTranslation();
  const again = useSupervised();
  return (
    <Asked
      size="small"
      danger={danger}
      label={label}
      fields={[{ name: 'reason', label: about ?? t('supervision.why'), kind: 'long' }]}
      send={({ reason }) => send(reason as string)}
      done={again}
    />
  );
}
