import { Button, Modal, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { OperationProgress } from '../parts/OperationProgress';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';

type Row = Schemas['OperationView'];

/** What was set going on many at once: it goes on while nobody looks, and this is where one looks again. */
export default function Operations() {
  const { t } = useTranslation();
  const [looked, look] = useState<Row | null>(null);
  const name = (row: Row) => t(`operations.commands.${row.command}`, { defaultValue: row.command });
  const columns: ColumnsType<Row> = [
    { title: t('operations.started'), render: (_, row) => <span className="number">{dateTime(row.startedAt)}</span> },
    { title: t('operations.command'), render: (_, row) => name(row) },
    { title: t('bulk.reason'), dataIndex: 'reason' },
    { title: t('case.status'), render: (_, row) => <Tag color={row.status === 'running' ? 'blue' : row.failed ? 'orange' : 'default'}>{t(`bulk.status.${row.status}`, { defaultValue: row.status })}</Tag> },
    { title: t('operations.progress'), render: (_, row) => t('bulk.progress', { done: row.done, failed: row.failed, total: row.total }) },
    { title: t('case.by'), render: (_, row) => <Who login={row.startedBy} /> },
    {
      title: t('supervision.actions'),
      render: (_, row) => (
        <Button size="small" onClick={() => look(row)}>
          {t('operations.look')}
        </Button>
      ),
    },
  ];
  return (
    <Page title={t('own.operations')}>
      <Paged
        queryKey={['operations']}
        read={(after) => done(api.GET('/api/v1/operations', { params: { query: { after, limit: 50 } } }))}
        rowKey={(row) => row.id}
        columns={columns}
        empty={t('operations.none')}
        csv={<Csv of="operations" />}
      />
      <Modal open={looked !== null} title={looked && name(looked)} onCancel={() => look(null)} footer={null} destroyOnHidden>
        {looked && <OperationProgress id={looked.id} />}
      </Modal>
    </Page>
  );
}
