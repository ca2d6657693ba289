import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { useWordList, useWords } from '../parts/words';
import { inLocale } from '../texts';

/** What the clerk says to the citizen, in the words of the process: `templates/<locale>/words.json`, kind `tell`, by task and outcome, or by event. */
export function useTell() {
  const list = useWordList();
  return (what: string): string | undefined => list('tell')[what];
}

/** What follows each way of ending a task, and what the citizen is told: known before the button is pressed. */
export function After({ task, next }: { task: Schemas['TaskView']; next: Schemas['OutcomeNext'][] }) {
  const { t } = useTranslation();
  const words = useWords();
  const tell = useTell();
  const step = (one: Schemas['NextStep']) =>
    [
      one.state ? words('state', one.state) : t('task.stays'),
      one.closes && t('task.closes'),
      one.tasks.length > 0 && t('task.opens', { what: one.tasks.map((title) => inLocale(title as Record<string, string>)).join(t('case.and')) }),
      one.workflows.length > 0 && t('task.enters', { what: one.workflows.map((workflow) => words('process', workflow)).join(t('case.and')) }),
      one.events.length > 0 && t('task.awaits', { what: one.events.map((event) => words('event', event)).join(t('case.and')) }),
    ]
      .filter(Boolean)
      .join(t('task.part'));
  return (
    <section aria-labelledby="after">
      <h2 id="after" className="part">
        {t('task.after')}
      </h2>
      <dl className="after">
        {next.map(({ outcome, steps }) => (
          <div key={outcome}>
            <dt>{words('outcome', outcome)}</dt>
            <dd>
              {t('task.next')} {steps.map(step).join(t('task.or'))}
            </dd>
            {tell(`${task.name}.${outcome}`) && (
              <dd>
                {t('task.tell')} <q>{tell(`${task.name}.${outcome}`)}</q>
              </dd>
            )}
          </div>
        ))}
      </dl>
    </section>
  );
}
