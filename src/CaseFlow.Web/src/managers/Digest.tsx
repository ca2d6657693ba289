import { useQuery } from '@tanstack/react-query';
import { Alert, DatePicker, Flex, Table } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, Problem } from '../api/client';
import { Csv } from '../parts/Csv';
import { SetMobile } from '../admin/SetMobile';
import { Page } from '../parts/Page';
import { Nothing, Wrong } from '../parts/States';
import { useOffices } from '../parts/words';
import { dateTime } from '../texts/time';

/** 每日9时摘要: what stood at that hour; each number leads to the list as it is now. */
export default function Digest() {
  const { t } = useTranslation();
  const offices = useOffices();
  const [address, setAddress] = useSearchParams();
  const day = address.get('day') ?? undefined;
  const digest = useQuery({ queryKey: ['digest', day], queryFn: () => done(api.GET('/api/v1/digest', { params: { query: { day } } })) });
  const mobile = useQuery({ queryKey: ['me', 'mobile'], queryFn: () => done(api.GET('/api/v1/me/mobile')) });
  const none = digest.error instanceof Problem && digest.error.status === 404;
  const number = (list: string, query: string) => (count: number, row: { office: string }) =>
    count ? <Link to={`/supervision/${list}?${query}&office=${row.office}`} className="number">{count}</Link> : '–';
  return (
    <Page title={t('supervision.pages.digest')} extra={digest.data && t('supervision.madeAt', { at: dateTime(digest.data.madeAt) })}>
      <Flex vertical gap={12}>
        <Flex gap={8} align="center" wrap>
          <DatePicker aria-label={t('supervision.day')} value={day ? dayjs(day) : null} onChange={(next) => setAddress(next ? { day: next.format('YYYY-MM-DD') } : {}, { replace: true })} />
          {digest.data && <Csv of="digest" where={{ day }} />}
          <SetMobile send={(body) => done(api.PUT('/api/v1/me/mobile', { body }))} done={() => void mobile.refetch()} />
          {mobile.data && <span>{mobile.data.mobile ? t('supervision.digestTo', { mobile: mobile.data.mobile }) : t('supervision.digestToNobody')}</span>}
        </Flex>
        {digest.data?.notices.map((notice) => (
          <Alert key={notice.id} type="warning" showIcon title={t(`notice.${notice.kind}`, { subject: notice.subject, ...(notice.detail as object) })} action={<Link to="/calendar">{t('room.calendar')}</Link>} />
        ))}
        {digest.error && !none && <Wrong problem={digest.error} retry={() => void digest.refetch()} />}
        <Table
          size="middle"
          rowKey="office"
          pagination={false}
          loading={digest.isPending}
          dataSource={digest.data?.lines ?? []}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: <Nothing text={t(none ? 'supervision.none.digest' : 'supervision.none.quiet')} /> }}
          columns={[
            { title: t('inbox.office'), dataIndex: 'office', render: offices.name },
            { title: t('dashboard.late'), dataIndex: 'red', render: number('limits', 'view=red') },
            { title: t('supervision.views.final'), dataIndex: 'finalDay', render: number('limits', 'view=final') },
            { title: t('supervision.views.amber'), dataIndex: 'amber', render: number('limits', 'view=amber') },
            { title: t('supervision.views.paused'), dataIndex: 'paused', render: number('limits', 'view=paused') },
            { title: t('supervision.pages.red-cards'), dataIndex: 'redCards', render: number('red-cards', 'view=open') },
            { title: t('supervision.lateOrders'), dataIndex: 'lateOrders', render: number('orders', 'view=overdue') },
          ]}
        />
      </Flex>
    </Page>
  );
}
