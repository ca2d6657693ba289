import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Card, Flex, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { useMe, useRole } from '../app/session';
import { useListColleagues } from '../inbox/useInbox';
import { Asked } from '../parts/Asked';
import { Csv } from '../parts/Csv';
import { Nothing, Wrong } from '../parts/States';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';

/** Who is or will be away, and who does the work meanwhile. */
export function Substitutions() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const me = useMe();
  // Managers and administrators arrange it for others too.
  const others = useRole('manager', 'administrator');
  const people = (useListColleagues(true).data ?? []).map((one) => ({ value: one.login, label: `${one.name} (${one.login})` }));
  const absences = useQuery({ queryKey: ['substitutions'], queryFn: () => done(api.GET('/api/v1/substitutions')) });
  if (absences.error) return <Wrong problem={absences.error} retry={() => void absences.refetch()} />;
  return (
    <Card
      title={t('admin.pages.substitutions')}
      extra={
        <Flex gap={8}>
        <Csv of="substitutions" />
        <Asked
          label={t('admin.startAbsence')}
          about={<p>{t('admin.startAbsenceAbout')}</p>}
          fields={[
            ...(others ? [{ name: 'who', label: t('admin.away'), kind: 'choice' as const, options: people, initial: me.login }] : []),
            { name: 'deputy', label: t('admin.standsIn'), kind: 'choice', options: people.filter((one) => others || one.value !== me.login) },
            { name: 'from', label: t('dashboard.from'), kind: 'date', optional: true, hint: t('admin.fromHint') },
            { name: 'until', label: t('dashboard.to'), kind: 'date', optional: true },
          ]}
          send={({ who, deputy, from, until }) =>
            done(
              api.POST('/api/v1/substitutions', {
                body: { who: who as string | undefined, deputy: deputy as string, from: from ? `${from as string}T00:00:00+08:00` : undefined, until: until ? `${until as string}T23:59:59+08:00` : undefined },
              }),
            )
          }
          done={() => void queries.invalidateQueries({ queryKey: ['substitutions'] })}
        />
        </Flex>
      }
    >
      <Table
        size="small"
        rowKey="id"
        pagination={false}
        loading={absences.isPending}
        dataSource={absences.data ?? []}
        locale={{ emptyText: <Nothing text={t('admin.none.substitutions')} /> }}
        columns={[
          { title: t('admin.away'), render: (_, row) => <Who login={row.who} /> },
          { title: t('admin.standsIn'), render: (_, row) => <Who login={row.deputy} /> },
          { title: t('dashboard.from'), render: (_, row) => dateTime(row.from) },
          { title: t('dashboard.to'), render: (_, row) => (row.until ? dateTime(row.until) : '…') },
          {
            title: t('supervision.actions'),
            render: (_, row) => (others || row.who === me.login) && (
              <Asked
                size="small"
                label={t('admin.endAbsence')}
                about={<p>{t('admin.endAbsenceAbout')}</p>}
                fields={[]}
                send={() => done(api.POST('/api/v1/substitutions/{id}/end', { params: { path: { id: row.id } } }))}
                done={() => void queries.invalidateQueries({ queryKey: ['substitutions'] })}
              />
            ),
          },
        ]}
      />
    </Card>
  );
}
