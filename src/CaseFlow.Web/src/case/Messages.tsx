import { useQuery } from '@tanstack/react-query';
import { Flex, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { Csv } from '../parts/Csv';
import { Nothing, Wrong } from '../parts/States';
import { dateTime } from '../texts/time';
import { Verbatim } from '../parts/Verbatim';

/** What was told to people. */
export function Messages({ number }: { number: string }) {
  const { t } = useTranslation();
  const messages = useQuery({ queryKey: ['case', number, 'messages'], queryFn: () => done(api.GET('/api/v1/cases/{number}/messages', { params: { path: { number } } })) });
  if (messages.error && !messages.data) return <Wrong problem={messages.error} retry={() => void messages.refetch()} />;
  return (
    <Flex vertical gap={12}>
      <div>
        <Csv of={`cases/${number}/messages`} />
      </div>
      <Table
        size="small"
        rowKey="id"
        loading={messages.isPending}
        pagination={false}
        dataSource={messages.data ?? []}
        locale={{ emptyText: <Nothing text={t('case.none.messages')} /> }}
        columns={[
          { title: t('case.at'), dataIndex: 'queuedAt', render: (at: string) => <span className="number">{dateTime(at)}</span> },
          { title: t('case.text'), dataIndex: 'body', render: (body: string) => <Verbatim>{body}</Verbatim> },
          { title: t('case.status'), dataIndex: 'sentAt', render: (at?: string) => (at ? <><Tag color="green">{t('case.sent')}</Tag> <span className="number">{dateTime(at)}</span></> : <Tag color="gold">{t('case.unsent')}</Tag>) },
        ]}
      />
    </Flex>
  );
}
