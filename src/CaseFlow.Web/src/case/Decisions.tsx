import { useQuery } from '@tanstack/react-query';
import { Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { Nothing, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { dateTime } from '../texts/time';

/** What was decided, why, by which rules, when and by whom. */
export function Decisions({ number }: { number: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const decisions = useQuery({ queryKey: ['case', number, 'decisions'], queryFn: () => done(api.GET('/api/v1/cases/{number}/decisions', { params: { path: { number } } })) });
  if (decisions.error) return <Wrong problem={decisions.error} retry={() => void decisions.refetch()} />;
  return (
    <Table
      size="small"
      loading={decisions.isPending}
      pagination={false}
      rowKey={(row) => `${row.at}${row.step}${row.decision}${row.reason ?? ''}`}
      dataSource={decisions.data ?? []}
      locale={{ emptyText: <Nothing text={t('case.none.decisions')} /> }}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('case.at'), dataIndex: 'at', render: (at: string) => <span className="number">{dateTime(at)}</span> },
        { title: t('case.step'), dataIndex: 'step', render: (code: string) => words('step', code) },
        { title: t('case.decision'), dataIndex: 'decision', render: (code: string) => words('decision', code) },
        { title: t('case.reason'), dataIndex: 'reason', render: (code?: string) => words('reason', code) },
        { title: t('case.rules'), dataIndex: 'rules', render: (rules: string[]) => rules.map((rule) => <Tag key={rule}>{rule}</Tag>) },
        { title: t('case.by'), dataIndex: 'by' },
      ]}
    />
  );
}
