import { Flex, Segmented, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { useOffices } from '../parts/words';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';
import { OrderActions } from './OrderActions';

type Row = Schemas['SupervisionView'];
const views = ['office', 'mine', 'overdue'] as const;

/** 督办单 and 催办 that are not closed: owner, measure, date, reply. */
export default function Orders() {
  const { t } = useTranslation();
  const offices = useOffices();
  const [address, setAddress] = useSearchParams();
  const view = views.find((one) => one === address.get('view')) ?? 'office';
  const columns: ColumnsType<Row> = [
    { title: t('case.number'), render: (_, row) => <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
    { title: t('supervision.kind'), render: (_, row) => <Tag color={row.kind === 'order' ? 'volcano' : 'gold'}>{t(`supervision.${row.kind}`)}</Tag> },
    { title: t('supervision.dueOn'), render: (_, row) => <span className="number">{row.dueOn}</span> },
    { title: t('case.status'), render: (_, row) => t(`supervision.orderStatus.${row.status}`) },
    { title: t('supervision.owner'), render: (_, row) => (row.owner ? <Who login={row.owner} /> : t('supervision.handler')) },
    { title: t('supervision.measure'), dataIndex: 'measure', minWidth: 130 },
    { title: t('supervision.reply'), minWidth: 130, render: (_, row) => row.reply && <>{row.reply} · <Who login={row.repliedBy} /></> },
    { title: t('inbox.office'), minWidth: 100, render: (_, row) => offices.name(row.office) },
    { title: t('supervision.issued'), render: (_, row) => <><span className="number">{dateTime(row.issuedAt)}</span> · <Who login={row.issuedBy} /></> },
    { title: t('supervision.redCard'), render: (_, row) => row.redCard && <Link to={`/supervision/red-cards/${row.redCard}`}>{t('supervision.cardNumber', { id: row.redCard })}</Link> },
    {
      title: t('supervision.actions'),
      fixed: 'end',
      render: (_, row) => <OrderActions order={row} />,
    },
  ];
  return (
    <Page title={t('supervision.pages.orders')}>
      <Flex vertical gap={12}>
        <Segmented aria-label={t('supervision.view')} value={view} onChange={(next) => setAddress({ view: next }, { replace: true })} options={views.map((one) => ({ value: one, label: t(`supervision.orders.${one}`) }))} />
        <Paged
          queryKey={['supervisions', view]}
          read={(after) => done(api.GET('/api/v1/supervisions', { params: { query: { view, after, limit: 50 } } }))}
          rowKey={(row) => row.id}
          columns={columns}
          empty={t('supervision.none.orders')}
          csv={<Csv of="supervisions" where={{ view }} />}
        />
      </Flex>
    </Page>
  );
}
