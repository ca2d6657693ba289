import { useQuery } from '@tanstack/react-query';
import { Flex, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { PrivacyNotice } from '../parts/PrivacyNotice';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';

type Leave = Schemas['DataLeave'];

/** Who looked into the case and why, when its data leave, and what the person was told: what the citizen may ask, too. */
export function Privacy({ number }: { number: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const ledger = useQuery({ queryKey: ['case', number, 'privacy'], queryFn: () => done(api.GET('/api/v1/cases/{number}/privacy', { params: { path: { number } } })) });
  if (ledger.error && !ledger.data) return <Wrong problem={ledger.error} retry={() => void ledger.refetch()} />;
  if (!ledger.data) return <Waiting />;
  const when = (leave: Leave) =>
    leave.on ? t('privacy.on', { day: leave.on }) : leave.ruleDays === 0 ? t('privacy.atOnce') : leave.ruleDays ? t('privacy.after', { count: Number(leave.ruleDays) }) : t('privacy.never');
  return (
    <Flex vertical gap={16}>
      <section>
        <h2 className="part">{t('privacy.leaves')}</h2>
        <ul className="plain">
          {ledger.data.dataLeaves.map((leave) => (
            <li key={leave.what}>
              {t(`privacy.what.${leave.what}`)}{t('app.colon')}<span className="number">{when(leave)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="part">{t('privacy.looks')}</h2>
        <Table
          size="small"
          rowKey={(entry) => `${entry.at} ${entry.what} ${entry.field ?? ''}`}
          pagination={false}
          dataSource={ledger.data.entries}
          locale={{ emptyText: <Nothing text={t('privacy.none')} /> }}
          columns={[
            { title: t('case.at'), dataIndex: 'at', render: (at: string) => <span className="number">{dateTime(at)}</span> },
            { title: t('privacy.how'), dataIndex: 'what', render: (what: string) => t(`privacy.look.${what}`) },
            {
              title: t('privacy.who'),
              dataIndex: 'who',
              render: (who: Schemas['PrivacyActor']) => [who.name, inLocale({ 'zh-CN': who.officeZh ?? '', en: who.officeEn ?? '' }), words('role', who.role)].filter(Boolean).join(' · '),
            },
            { title: t('privacy.field'), dataIndex: 'field', render: (field?: string) => (field ? t(`privacy.fields.${field}`) : '') },
            { title: t('privacy.why'), dataIndex: 'why' },
            { title: t('privacy.times'), dataIndex: 'times', align: 'right' },
          ]}
        />
      </section>
      <PrivacyNotice notice={ledger.data.notice} />
    </Flex>
  );
}
