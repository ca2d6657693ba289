import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Card, Col, Flex, Row, Tag, Typography } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api, done, newKey, Problem } from '../api/client';
import { useMayTake, useMe, useRole } from '../app/session';
import { useShortcut } from '../app/shortcuts';
import { CaseSummary } from '../case/CaseSummary';
import { Facts } from '../parts/Facts';
import { Onlookers } from '../case/Onlookers';
import { ToSign } from '../case/ToSign';
import { Page } from '../parts/Page';
import { Waiting, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { Unclaimed } from '../parts/Unclaimed';
import { inLocale } from '../texts';
import { After } from './After';
import { AssignTask } from './AssignTask';
import { useDraft } from './useDraft';

const SchemaForm = lazy(() => import('../parts/SchemaForm'));

/** One task: what it is about, its form, and the buttons that end it. */
export default function TaskPage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const me = useMe();
  const manages = useRole('manager');
  const words = useWords();
  const go = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const task = useQuery({ queryKey: ['task', id], queryFn: () => done(api.GET('/api/v1/tasks/{id}', { params: { path: { id } } })) });
  const draft = useDraft(id);
  const [key, setKey] = useState(newKey);
  const again = () => {
    void queries.invalidateQueries({ queryKey: ['task', id] });
    void queries.invalidateQueries({ queryKey: ['inbox'] });
  };
  const act = useMutation({
    mutationFn: (what: 'claim' | 'release') =>
      what === 'claim' ? done(api.POST('/api/v1/tasks/{id}/claim', { params: { path: { id } } })) : done(api.POST('/api/v1/tasks/{id}/release', { params: { path: { id } } })),
    onSettled: again,
  });
  const complete = useMutation({
    mutationFn: (outcome: string) =>
      done(api.POST('/api/v1/tasks/{id}/complete', { params: { path: { id }, header: { 'Idempotency-Key': key } as never }, body: { outcome, data: draft.value as never } })),
    onSuccess: (change, outcome) => {
      draft.forget();
      void message.success(t('task.done', { outcome: words('outcome', outcome) }));
      again();
      void queries.invalidateQueries({ queryKey: ['case', change.case.number] });
      void go(`/cases/${change.case.number}`, { state: { ended: `${task.data?.task.name}.${outcome}` } });
    },
    // The server has answered: what is sent next is another request.
    onError: (problem) => problem instanceof Problem && !problem.isAway && setKey(newKey()),
  });
  const shown = task.data;
  const mine = shown?.task.assignee === me.login;
  const may = useMayTake()(shown?.task.candidateGroups ?? []);
  useEffect(() => complete.reset(), [draft.value]);
  useEffect(() => {
    void done(api.POST('/api/v1/tasks/{id}/seen', { params: { path: { id } } })).catch(() => undefined);
  }, [id]);
  useShortcut('c', t('shortcuts.claim'), () => act.mutate('claim'), shown !== undefined && !shown.task.assignee && may);
  if (task.error && !task.data) return <Wrong problem={task.error} retry={() => void task.refetch()} />;
  if (!shown) return <Waiting />;
  const title = inLocale(shown.task.title, shown.task.name);
  return (
    <Page
      title={title}
      extra={
        <Link to={`/cases/${shown.task.caseNumber}`} className="number">
          {shown.task.caseNumber}
        </Link>
      }
    >
      <Onlookers number={shown.task.caseNumber} />
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={15}>
          <Card
            title={t('task.form')}
            extra={
              shown.task.status !== 'open' ? null : shown.task.assignee ? (
                <Flex gap={8} align="center" wrap>
                  <Tag>{mine ? t('inbox.claimed') : <>{t('task.claimedBy')} <Who login={shown.task.assignee} /></>}</Tag>
                  {mine && <Button onClick={() => act.mutate('release')}>{t('inbox.release')}</Button>}
                  {(mine || manages) && <AssignTask id={id} done={again} />}
                </Flex>
              ) : (
                <Flex gap={8} align="center" wrap>
                  {may ? (
                    <Button type="primary" onClick={() => act.mutate('claim')} loading={act.isPending}>
                      {t('inbox.claim')}
                    </Button>
                  ) : (
                    <Tag><Unclaimed groups={shown.task.candidateGroups} /></Tag>
                  )}
                  {manages && <AssignTask id={id} done={again} />}
                </Flex>
              )
            }
          >
            <Flex vertical gap={16}>
              {act.error && <Wrong problem={act.error} />}
              <Facts title={t('task.facts')} facts={shown.task.data as never} />
              {shown.form !== null && shown.form !== undefined && (
                <Suspense fallback={<Waiting rows={3} />}>
                  <SchemaForm
                    schema={shown.form as never}
                    value={draft.value}
                    change={draft.change}
                    reasons={complete.error instanceof Problem ? complete.error.reasons : []}
                    disabled={!mine || shown.task.status !== 'open'}
                  />
                </Suspense>
              )}
              {complete.error && <Wrong problem={complete.error} />}
              {shown.task.status !== 'open' ? (
                <Typography.Text type="secondary">{t('task.notOpen')}</Typography.Text>
              ) : mine ? (
                <Flex gap={8} wrap align="center">
                  {shown.task.outcomes.map((outcome, place) => (
                    <Button
                      key={outcome}
                      type={place === 0 ? 'primary' : 'default'}
                      size="large"
                      disabled={complete.isPending}
                      loading={complete.isPending && complete.variables === outcome}
                      onClick={() => complete.mutate(outcome)}
                    >
                      {words('outcome', outcome)}
                    </Button>
                  ))}
                  {draft.kept && <Typography.Text type="secondary">{t('task.kept')}</Typography.Text>}
                </Flex>
              ) : (
                may && <Typography.Text type="secondary">{t('task.claimFirst')}</Typography.Text>
              )}
              {mine && <ToSign number={shown.task.caseNumber} />}
              {shown.next.length > 0 && <After task={shown.task} next={shown.next} />}
            </Flex>
          </Card>
        </Col>
        <Col xs={24} lg={9}>
          <CaseSummary number={shown.task.caseNumber} />
        </Col>
      </Row>
    </Page>
  );
}
