import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Form, Input, Select } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api, done, newKey, Problem } from '../api/client';
import { useMe } from '../app/session';
import { Page } from '../parts/Page';
import { PrivacyNotice } from '../parts/PrivacyNotice';
import { named, PersonFields, type PersonInput } from '../parts/PersonFields';
import { Waiting, Wrong } from '../parts/States';
import { useOffices } from '../parts/words';
import { inLocale } from '../texts';
import { useListProcesses } from './Counter';

const SchemaForm = lazy(() => import('../parts/SchemaForm'));
type Json = Record<string, unknown>;

/** A new application at the counter. What is typed survives a reload; a second application of one person for one matter is found before it is stored. */
export default function NewCase() {
  const { t } = useTranslation();
  const { process: id = '' } = useParams();
  const me = useMe();
  const go = useNavigate();
  const { message } = App.useApp();
  const offices = useOffices();
  const processes = useListProcesses();
  const place = `caseflow.new.${me.login}.${id}`;
  const [kept] = useState(() => JSON.parse(sessionStorage.getItem(place) ?? '{}') as { people?: Record<string, PersonInput>; data?: Json });
  const [people, setPeople] = useState<Record<string, PersonInput>>(kept.people ?? {});
  const [data, setData] = useState<Json>(kept.data ?? {});
  const stations = offices.offices.filter((office) => office.kind === 'station' && (office.id === me.office || office.path.split('/').includes(me.office)));
  const [chosen, setChosen] = useState<string>();
  const office = chosen ?? (stations.some((one) => one.id === me.office) ? me.office : stations[0]?.id);
  const [second, setSecond] = useState('');
  const [key, setKey] = useState(newKey);
  useEffect(() => sessionStorage.setItem(place, JSON.stringify({ people, data })), [place, people, data]);
  const start = useMutation({
    mutationFn: () =>
      done(
        api.POST('/api/v1/cases', {
          params: { header: { 'Idempotency-Key': key } },
          body: { process: id, office: office ?? '', channel: 'counter', parties: named(people) as never, data: data as never, duplicateReason: second.trim() || undefined },
        }),
      ),
    onSuccess: (change) => {
      sessionStorage.removeItem(place);
      for (const doubt of change.doubts ?? []) void message.warning(inLocale(doubt.text as Record<string, string>), 10);
      // Where the house only warns of a second application, whoever opened it must see that.
      void go(`/cases/${change.case.number}`, { state: { warned: change.decisions.find((row) => row.step === 'duplicate')?.reason } });
    },
    onError: (problem) => problem instanceof Problem && !problem.isAway && setKey(newKey()),
  });
  if (processes.error && !processes.data) return <Wrong problem={processes.error} retry={() => void processes.refetch()} />;
  if (!processes.data) return <Waiting />;
  const process = processes.data.find((one) => one.id === id);
  if (!process) return <Alert type="warning" title={t('counter.unknown')} />;
  const schema = process.form as Json;
  const others = Object.entries((schema['x-parties'] ?? {}) as Record<string, Record<string, string>>);
  const problem = start.error instanceof Problem ? start.error : null;
  const isSecond = problem?.reasons.some((reason) => reason.code.startsWith('duplicate'));
  const set = (role: string) => (person: PersonInput) => setPeople({ ...people, [role]: person });
  return (
    <Page title={inLocale(process.title as never, id)}>
      <Form layout="vertical" component="div">
        <Flex vertical gap={16} style={{ maxWidth: 860 }}>
          <PrivacyNotice notice={process.privacyNotice} />
          <Card title={t('counter.people')}>
            <PersonFields role="applicant" title={t('inbox.applicant')} value={people.applicant ?? {}} change={set('applicant')} reasons={problem?.reasons} contact focus />
            {others.map(([role, titles]) => (
              <details key={role} open={Boolean(people[role]?.name)}>
                <summary>{inLocale(titles, role)}</summary>
                <PersonFields role={role} title={inLocale(titles, role)} value={people[role] ?? {}} change={set(role)} reasons={problem?.reasons} />
              </details>
            ))}
          </Card>
          <Card title={t('counter.application')}>
            <Form.Item label={t('inbox.office')}>
              <Select value={office} onChange={setChosen} options={stations.map((one) => ({ value: one.id, label: offices.name(one.id) }))} aria-label={t('inbox.office')} />
            </Form.Item>
            <Suspense fallback={<Waiting rows={4} />}>
              <SchemaForm schema={schema} value={data} change={setData} reasons={problem?.reasons} />
            </Suspense>
          </Card>
          {start.error && <Wrong problem={start.error} />}
          {isSecond && (
            <Form.Item label={t('counter.second')} required>
              <Input.TextArea value={second} onChange={(event) => setSecond(event.target.value)} maxLength={200} showCount autoFocus />
            </Form.Item>
          )}
          <Flex gap={8}>
            <Button type="primary" size="large" loading={start.isPending} disabled={Boolean(isSecond) && !second.trim()} onClick={() => start.mutate()}>
              {isSecond ? t('counter.submitSecond') : t('counter.submit')}
            </Button>
            <Button
              size="large"
              onClick={() => {
                sessionStorage.removeItem(place);
                void go('/counter');
              }}
            >
              {t('action.cancel')}
            </Button>
          </Flex>
        </Flex>
      </Form>
    </Page>
  );
}
