import { useQuery } from '@tanstack/react-query';
import { Alert, Card, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { api, done } from '../api/client';
import { useRole } from '../app/session';
import { Page } from '../parts/Page';
import { Waiting, Wrong } from '../parts/States';
import { dateTime } from '../texts/time';

/** How the installation is: each number leads to what stands behind it. */
export default function Health() {
  const { t } = useTranslation();
  const allowed = useRole('administrator');
  const health = useQuery({ queryKey: ['health'], queryFn: () => done(api.GET('/api/v1/health')), refetchInterval: 10_000, enabled: allowed });
  const ready = useQuery({ queryKey: ['health', 'ready'], queryFn: () => done(api.GET('/health/ready')), refetchInterval: 10_000, enabled: allowed });
  const title = t('admin.pages.health');
  if (!allowed) return <Navigate to="/administration/incidents" replace />;
  if (health.error) return <Page title={title}><Wrong problem={health.error} retry={() => void health.refetch()} /></Page>;
  if (!health.data) return <Page title={title}><Waiting /></Page>;
  const { data } = health;
  const many = (count: number) => (count >= 1000 ? '999+' : String(count));
  const numbers = [
    ['overdueJobs', data.overdueJobs, '/administration/jobs'],
    ['failedJobs', data.failedJobs, '/administration/jobs?view=failed'],
    ['openIncidents', data.openIncidents, '/administration/incidents'],
    ['unsentMessages', data.unsentMessages, '/administration/messages?unsent=1'],
    ['keptEvents', data.keptEvents, '/administration/jobs?view=kept'],
    ['openNotices', data.openNotices, '/calendar'],
  ] as const;
  return (
    <Page title={title} extra={t('dashboard.asOf', { at: dateTime(data.now) })}>
      <Flex vertical gap={16}>
        <Alert type={ready.data?.status === 'ready' ? 'success' : 'warning'} showIcon title={t(ready.data?.status === 'ready' ? 'admin.ready' : 'admin.notReady')} />
        <ul className="lamps plain">
          {numbers.map(([name, count, to]) => (
            <li key={name} data-lamp={count > 0 && (name === 'failedJobs' || name === 'openIncidents') ? 'red' : undefined}>
              <Link to={to}>
                <strong className="number">{many(count)}</strong>
                <span>{t(`admin.health.${name}`)}</span>
              </Link>
            </li>
          ))}
        </ul>
        <Card size="small">
          <p>{data.oldestDue ? t('admin.oldestDue', { at: dateTime(data.oldestDue) }) : t('admin.nothingDue')}</p>
          <p>{data.statisticsMadeAt ? t('admin.statistics', { at: dateTime(data.statisticsMadeAt) }) : t('dashboard.never')}</p>
        </Card>
      </Flex>
    </Page>
  );
}
