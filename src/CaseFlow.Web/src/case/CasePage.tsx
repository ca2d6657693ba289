import { Alert, Card, Descriptions, Flex, Tabs, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { Facts } from '../parts/Facts';
import { Page } from '../parts/Page';
import { Remaining } from '../parts/Remaining';
import { Waiting, Wrong } from '../parts/States';
import { useOffices, useWords } from '../parts/words';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';
import { useTell } from '../task/After';
import { Who } from '../parts/Who';
import { useCase } from './CaseSummary';
import { Clocks } from './Clocks';
import { Course } from './Course';
import { Decisions } from './Decisions';
import { Events } from './Events';
import { Links } from './Links';
import { Messages } from './Messages';
import { Notes } from './Notes';
import { Onlookers } from './Onlookers';
import { Papers } from './Papers';
import { Privacy } from './Privacy';
import { Reveal } from './Reveal';
import { Timeline } from './Timeline';
import { ToSign } from './ToSign';
import { Verbatim } from '../parts/Verbatim';

/** Everything about one case that its reader may see. */
export default function CasePage() {
  const { t } = useTranslation();
  const { number = '' } = useParams();
  const words = useWords();
  const offices = useOffices();
  const [address, setAddress] = useSearchParams();
  // What is said to the citizen once a task is done; the page that ended it says which.
  const came = useLocation().state as { ended?: string; warned?: string } | null;
  const told = useTell()(came?.ended ?? '');
  const one = useCase(number);
  if (one.error && !one.data) return <Wrong problem={one.error} retry={() => void one.refetch()} />;
  if (!one.data) return <Waiting />;
  const view = one.data;
  return (
    <Page title={view.number} extra={<Tag color={view.closed ? 'default' : 'blue'}>{words('state', view.state)}</Tag>}>
      <Flex vertical gap={16}>
        <Onlookers number={number} />
        {came?.warned && <Alert type="warning" showIcon closable title={words('reason', came.warned)} action={<Link to={`/cases/${number}?tab=links`}>{t('case.links')}</Link>} />}
        {told && <Alert type="success" showIcon closable role="status" title={t('task.tell')} description={told} />}
        {view.incidents.map((incident) => (
          <Alert key={incident.id} type="error" showIcon title={t('case.incidents')} description={`${incident.message} (${incident.code})`} action={<Link to={`/cases/${number}?tab=course`}>{t('case.course')}</Link>} />
        ))}
        <Card>
          <Descriptions
            column={{ xs: 1, sm: 2, xl: 4 }}
            size="small"
            items={[
              { key: 'process', label: t('inbox.process'), children: words('process', view.process) },
              { key: 'applicant', label: t('inbox.applicant'), children: <Verbatim>{view.applicant.name}</Verbatim> },
              { key: 'id', label: t('case.idNumber'), children: <Reveal number={number} field="idNumber" masked={view.applicant.idNumber} /> },
              { key: 'mobile', label: t('case.mobile'), children: <Reveal number={number} field="mobile" masked={view.applicant.mobile} /> },
              { key: 'office', label: t('inbox.office'), children: offices.name(view.office) },
              { key: 'channel', label: t('case.channel'), children: t(`case.channels.${view.channel}`) },
              { key: 'query', label: t('case.queryCode'), children: <span className="number">{view.queryCode}</span> },
              { key: 'opened', label: t('case.opened'), children: dateTime(view.openedAt) },
              ...(view.closedAt ? [{ key: 'closed', label: t('case.closed'), children: dateTime(view.closedAt) }] : []),
            ]}
          />
          <Flex gap={8} wrap style={{ marginTop: 12 }}>
            {view.clocks.map((clock) => (
              <span key={clock.name}>
                {inLocale(clock.title, clock.name)} <Remaining clock={clock} />
              </span>
            ))}
          </Flex>
        </Card>
        <Card>
          <Tabs
            activeKey={address.get('tab') ?? 'overview'}
            onChange={(tab) => setAddress({ tab }, { replace: true })}
            destroyOnHidden
            items={[
              {
                key: 'overview',
                label: t('case.overview'),
                children: (
                  <Flex vertical gap={16}>
                    <section>
                      <h2 className="part">{t('case.tasks')}</h2>
                      {view.tasks.length === 0 && <p>{t('case.none.tasks')}</p>}
                      <ul className="plain">
                        {view.tasks.map((task) => (
                          <li key={task.id}>
                            <Link to={`/tasks/${task.id}`}>{inLocale(task.title, task.name)}</Link> {task.assignee && (
                              <Tag>
                                <Who login={task.assignee} />
                              </Tag>
                            )}
                          </li>
                        ))}
                      </ul>
                    </section>
                    <ToSign number={number} />
                    <Events view={view} />
                    <Facts title={t('case.facts')} facts={view.facts} />
                  </Flex>
                ),
              },
              { key: 'course', label: t('case.course'), children: <Course number={number} /> },
              { key: 'timeline', label: t('case.timeline'), children: <Timeline number={number} /> },
              { key: 'clocks', label: t('case.deadlines'), children: <Clocks number={number} /> },
              { key: 'decisions', label: t('case.decisions'), children: <Decisions number={number} /> },
              { key: 'papers', label: t('case.papers'), children: <Papers number={number} /> },
              { key: 'notes', label: t('case.notes'), children: <Notes number={number} /> },
              { key: 'links', label: t('case.links'), children: <Links number={number} /> },
              { key: 'messages', label: t('case.messages'), children: <Messages number={number} /> },
              { key: 'privacy', label: t('privacy.title'), children: <Privacy number={number} /> },
            ]}
          />
        </Card>
      </Flex>
    </Page>
  );
}
