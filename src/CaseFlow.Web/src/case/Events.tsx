import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Drawer, Flex, Form } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done, newKey, Problem, type Schemas } from '../api/client';
import { useMe } from '../app/session';
import { named, PersonFields, type PersonInput } from '../parts/PersonFields';
import { Waiting, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { inLocale } from '../texts';
import { useTell } from '../task/After';
import { DecisionLines } from './Decisions';
import { ToSign } from './ToSign';

const SchemaForm = lazy(() => import('../parts/SchemaForm'));
type Json = Record<string, unknown>;

/** What happens at the window while a case waits: papers come, somebody comes for the card. Each has its form, and its answer says every reason. */
export function Events({ view }: { view: Schemas['CaseView'] }) {
  const { t } = useTranslation();
  const words = useWords();
  const me = useMe();
  const [open, setOpen] = useState<{ name: string; form: string | null } | null>(null);
  const mine = view.awaits.filter((awaited) => awaited.senders.length === 0 || awaited.senders.some((sender) => me.roles.includes(sender)));
  const names = new Map(mine.flatMap((awaited) => awaited.events.map((name) => [name, awaited.form ?? null] as const)));
  return (
    <>
      {names.size > 0 && <h2 className="part">{t('case.awaits')}</h2>}
      <Flex gap={8} wrap>
        {[...names].map(([name, form]) => (
          <Button key={name} onClick={() => setOpen({ name, form })}>
            {words('event', name)}
          </Button>
        ))}
      </Flex>
      {/* The answer stays to be read after the case waits for nothing more. */}
      {open && <EventDrawer number={view.number} name={open.name} form={open.form ?? open.name} close={() => setOpen(null)} />}
    </>
  );
}

function EventDrawer({ number, name, form, close }: { number: string; name: string; form: string; close: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const tell = useTell()(name);
  const queries = useQueryClient();
  const [people, setPeople] = useState<Record<string, PersonInput>>({});
  const [data, setData] = useState<Json>({});
  const [key, setKey] = useState(newKey);
  const schema = useQuery({
    queryKey: ['case', number, 'form', form],
    // An event without a form has nothing to fill in.
    queryFn: async () => {
      try {
        return (await done(api.GET('/api/v1/cases/{number}/forms/{name}', { params: { path: { number, name: form } } }))) as unknown as Json;
      } catch (problem) {
        if (problem instanceof Problem && problem.status === 404) return {} as Json;
        throw problem;
      }
    },
    staleTime: Infinity,
  });
  const send = useMutation({
    mutationFn: () =>
      done(api.POST('/api/v1/cases/{number}/events/{name}', { params: { path: { number, name }, header: { 'Idempotency-Key': key } }, body: { parties: named(people) as never, data: data as never } })),
    onSuccess: () => {
      setKey(newKey());
      void queries.invalidateQueries({ queryKey: ['case', number] });
      void queries.invalidateQueries({ queryKey: ['inbox'] });
    },
    onError: (problem) => problem instanceof Problem && !problem.isAway && setKey(newKey()),
  });
  const problem = send.error instanceof Problem ? send.error : null;
  const roles = Object.entries((schema.data?.['x-parties'] ?? {}) as Record<string, Record<string, string>>);
  const refused = send.data?.decisions.some((row) => ['REFUSE', 'FAIL', 'REJECT', 'BLOCK'].includes(row.decision));
  return (
    <Drawer open onClose={close} size={560} title={words('event', name)} destroyOnHidden>
      {schema.error && <Wrong problem={schema.error} />}
      {!schema.data && !schema.error && <Waiting />}
      {schema.data && (
        <Form layout="vertical" component="div">
          <Flex vertical gap={16}>
            {roles.map(([role, titles], place) => (
              <PersonFields
                key={role}
                role={role}
                title={inLocale(titles, role)}
                value={people[role] ?? {}}
                change={(person) => setPeople({ ...people, [role]: person })}
                reasons={problem?.reasons}
                focus={place === 0}
              />
            ))}
            {schema.data.properties !== undefined && (
              <Suspense fallback={<Waiting rows={3} />}>
                <SchemaForm schema={schema.data} value={data} change={setData} reasons={problem?.reasons} />
              </Suspense>
            )}
            {send.error && <Wrong problem={send.error} />}
            {send.data && (
              <Alert
                type={refused ? 'error' : 'success'}
                showIcon
                role="status"
                title={refused ? t('event.refused') : t('event.done', { state: words('state', send.data.case.state) })}
                description={
                  <>
                    <DecisionLines rows={send.data.decisions} />
                    {!refused && tell && (
                      <p>
                        {t('task.tell')} <q>{tell}</q>
                      </p>
                    )}
                  </>
                }
              />
            )}
            {send.data && <ToSign number={number} />}
            <Flex gap={8}>
              {/* What was taken is not sent twice; what was refused is corrected and sent again. */}
              {(!send.data || refused) && (
                <Button type="primary" loading={send.isPending} onClick={() => send.mutate()}>
                  {t('event.send')}
                </Button>
              )}
              <Button onClick={close}>{t('action.close')}</Button>
            </Flex>
          </Flex>
        </Form>
      )}
    </Drawer>
  );
}
