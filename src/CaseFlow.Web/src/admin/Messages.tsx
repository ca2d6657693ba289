import { Flex, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { useOffices, useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { locales, type Locale } from '../texts';
import { dateTime } from '../texts/time';

/** That something was sent, and when; what it said stands with the case. What went to people of the house names the account. */
export default function Messages() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const [address, setAddress] = useSearchParams();
  const unsent = address.get('unsent') !== null;
  return (
    <Page title={t('admin.pages.messages')}>
      <Flex vertical gap={12}>
        <Segmented
          aria-label={t('supervision.view')}
          value={unsent ? 'unsent' : 'all'}
          onChange={(view) => setAddress(view === 'unsent' ? { unsent: '1' } : {}, { replace: true })}
          options={[
            { value: 'all', label: t('case.all') },
            { value: 'unsent', label: t('admin.unsent') },
          ]}
        />
        <Paged
          queryKey={['messages', unsent]}
          read={(after) => done(api.GET('/api/v1/messages', { params: { query: { unsent, after, limit: 50 } } }))}
          rowKey={(row) => row.id}
          empty={t('admin.none.messages')}
          csv={<Csv of="messages" where={{ unsent }} />}
          columns={[
            { title: t('admin.queued'), render: (_, row) => <span className="number">{dateTime(row.queuedAt)}</span> },
            { title: t('case.number'), render: (_, row) => (row.caseNumber ? <Link to={`/cases/${row.caseNumber}?tab=messages`}>{row.caseNumber}</Link> : <Who login={row.account} />) },
            { title: t('inbox.office'), render: (_, row) => offices.name(row.office) },
            { title: t('admin.told'), render: (_, row) => words('message', row.template) },
            { title: t('app.language'), render: (_, row) => <span lang={row.locale}>{locales[row.locale as Locale] ?? row.locale}</span> },
            { title: t('admin.sent'), render: (_, row) => (row.sentAt ? dateTime(row.sentAt) : '…') },
          ]}
        />
      </Flex>
    </Page>
  );
}
