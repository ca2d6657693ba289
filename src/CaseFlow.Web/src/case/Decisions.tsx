import { useQuery } from '@tanstack/react-query';
import { Flex, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Nothing, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';
import { WhyIt } from './Why';

/** Decisions one under the other: what a citizen at the window is told. */
export function DecisionLines({ rows }: { rows: Schemas['DecisionRow'][] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <ul className="reasons">
      {rows.map((row) => (
        <li key={`${row.step}${row.decision}${row.reason ?? ''}`}>
          {words('step', row.step)}
          {t('app.colon')}
          {words('decision', row.decision)}
          {row.reason && ` – ${words('reason', row.reason)}`} {row.rules.map((rule) => <Tag key={rule}>{rule}</Tag>)}
        </li>
      ))}
    </ul>
  );
}

/** What was decided, why, by which rules, when and by whom. */
export function Decisions({ number }: { number: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const decisions = useQuery({ queryKey: ['case', number, 'decisions'], queryFn: () => done(api.GET('/api/v1/cases/{number}/decisions', { params: { path: { number } } })) });
  if (decisions.error && !decisions.data) return <Wrong problem={decisions.error} retry={() => void decisions.refetch()} />;
  return (
    <Flex vertical gap={12}>
      <div>
        <Csv of={`cases/${number}/decisions`} />
      </div>
      <Table
        size="small"
        loading={decisions.isPending}
        pagination={false}
        rowKey={(row) => `${row.at}${row.step}${row.decision}${row.reason ?? ''}`}
        dataSource={decisions.data ?? []}
        locale={{ emptyText: <Nothing text={t('case.none.decisions')} /> }}
        expandable={{ expandedRowRender: (row) => row.why && <WhyIt why={row.why} />, rowExpandable: (row) => Boolean(row.why) }}
        className="wide"
        columns={[
          { title: t('case.at'), dataIndex: 'at', render: (at: string) => <span className="number">{dateTime(at)}</span> },
          { title: t('case.step'), dataIndex: 'step', render: (code: string) => words('step', code) },
          { title: t('case.decision'), dataIndex: 'decision', render: (code: string) => words('decision', code) },
          { title: t('case.reason'), dataIndex: 'reason', render: (code?: string) => words('reason', code) },
          { title: t('case.rules'), dataIndex: 'rules', render: (rules: string[]) => rules.map((rule) => <Tag key={rule}>{rule}</Tag>) },
          { title: t('case.by'), dataIndex: 'by', render: (by: string) => <Who login={by} /> },
        ]}
      />
    </Flex>
  );
}
