import type { ColumnsType } from 'antd/es/table';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Facts } from '../parts/Facts';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { Remaining } from '../parts/Remaining';
import { useOffices, useWords } from '../parts/words';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';

type Row = Schemas['InboxRow'];

/** What waits for a manager's word: suspensions and other approvals are tasks that only managers may do. */
export default function Approvals() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const columns: ColumnsType<Row> = [
    { title: t('inbox.task'), minWidth: 100, render: (_, row) => <Link to={`/tasks/${row.task.id}`}>{inLocale(row.task.title, row.task.name)}</Link> },
    { title: t('inbox.case'), render: (_, row) => <Link to={`/cases/${row.task.caseNumber}`} className="number">{row.task.caseNumber}</Link> },
    { title: t('inbox.process'), minWidth: 130, render: (_, row) => words('process', row.task.process) },
    { title: t('inbox.office'), minWidth: 100, render: (_, row) => offices.name(row.task.office) },
    { title: t('task.facts'), render: (_, row) => <Facts facts={row.task.data as Record<string, unknown>} /> },
    { title: t('inbox.remaining'), render: (_, row) => <Remaining clock={row.limit && { ...row.limit, deadlineDate: row.limit.deadline, outcome: null }} /> },
    { title: t('inbox.opened'), render: (_, row) => <span className="number">{dateTime(row.task.openedAt)}</span> },
  ];
  return (
    <Page title={t('supervision.pages.approvals')}>
      <Paged
        queryKey={['inbox', 'approvals']}
        read={(after) => done(api.GET('/api/v1/inbox', { params: { query: { View: 'approvals', after, limit: 50 } } }))}
        rowKey={(row) => row.task.id}
        columns={columns}
        empty={t('supervision.none.approvals')}
        csv={<Csv of="inbox" where={{ View: 'approvals', columns: 'task,case,process,office,facts,remaining,opened' }} />}
      />
    </Page>
  );
}
