import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Input, Table, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Nothing, Wrong } from '../parts/States';
import { useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';

/** Cases that belong together, and the other cases of the same person. */
export function Links({ number }: { number: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const queries = useQueryClient();
  const [other, setOther] = useState('');
  const [reason, setReason] = useState('');
  const links = useQuery({ queryKey: ['case', number, 'links'], queryFn: () => done(api.GET('/api/v1/cases/{number}/links', { params: { path: { number } } })) });
  const keep = (rows: Schemas['LinkView'][]) => queries.setQueryData(['case', number, 'links'], rows);
  const add = useMutation({
    mutationFn: () => done(api.POST('/api/v1/cases/{number}/links', { params: { path: { number } }, body: { other: other.trim(), reason } })),
    onSuccess: (rows) => {
      keep(rows);
      setOther('');
      setReason('');
    },
  });
  const remove = useMutation({ mutationFn: (one: string) => done(api.DELETE('/api/v1/cases/{number}/links/{other}', { params: { path: { number, other: one } } })), onSuccess: keep });
  if (links.error && !links.data) return <Wrong problem={links.error} retry={() => void links.refetch()} />;
  return (
    <Flex vertical gap={16}>
      <div>
        <Csv of={`cases/${number}/links`} />
      </div>
      <Table
        size="small"
        rowKey="number"
        loading={links.isPending}
        pagination={false}
        dataSource={links.data ?? []}
        locale={{ emptyText: <Nothing text={t('case.none.links')} /> }}
        columns={[
          { title: t('case.number'), dataIndex: 'number', render: (one: string) => <Link to={`/cases/${one}`} className="number">{one}</Link> },
          { title: t('inbox.process'), dataIndex: 'process', render: (code: string) => words('process', code) },
          { title: t('inbox.state'), dataIndex: 'state', render: (code: string, row) => <Tag color={row.closed ? 'default' : 'blue'}>{words('state', code)}</Tag> },
          { title: t('link.why'), render: (_, row) => (row.kind === 'linked' ? <>{row.reason} · <Who login={row.by} /></> : t('link.samePerson')) },
          { title: t('case.at'), dataIndex: 'at', render: (at: string) => dateTime(at) },
          {
            key: 'act',
            render: (_, row) =>
              row.kind === 'linked' && (
                <Button size="small" onClick={() => remove.mutate(row.number)}>
                  {t('link.remove')}
                </Button>
              ),
          },
        ]}
      />
      <Flex gap={8} wrap>
        <Input style={{ width: 260 }} value={other} onChange={(event) => setOther(event.target.value)} placeholder={t('case.number')} aria-label={t('case.number')} />
        <Input style={{ width: 320 }} value={reason} onChange={(event) => setReason(event.target.value)} placeholder={t('link.reason')} aria-label={t('link.reason')} maxLength={200} />
        <Button disabled={!other.trim() || !reason.trim()} loading={add.isPending} onClick={() => add.mutate()}>
          {t('link.add')}
        </Button>
      </Flex>
      {(add.error ?? remove.error) && <Wrong problem={add.error ?? remove.error} />}
    </Flex>
  );
}
