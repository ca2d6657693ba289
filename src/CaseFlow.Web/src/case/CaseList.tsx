import { Flex, Segmented, Tag } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { OfficePicker } from '../parts/OfficePicker';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { useOffices, useWords } from '../parts/words';
import { WordPicker } from '../parts/WordPicker';
import { dateTime } from '../texts/time';
import { Verbatim } from '../parts/Verbatim';

type Row = Schemas['CaseListRow'];

/** The cases of one's offices, newest first, or those that the search box found. */
export default function CaseList() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const [address, setAddress] = useSearchParams();
  const [more, setMore] = useState(false);
  const read = (name: string) => address.get(name) ?? undefined;
  const sought = read('q');
  const filter = { open: read('all') ? undefined : true, process: read('process'), state: read('state'), office: read('office') };
  const change = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(address);
    if (value) next.set(name, value);
    else next.delete(name);
    setAddress(next, { replace: true });
  };
  const columns: ColumnsType<Row> = [
    { title: t('case.number'), dataIndex: 'number', render: (one: string) => <Link to={`/cases/${one}`} className="number">{one}</Link> },
    { title: t('inbox.process'), dataIndex: 'process', render: (code: string) => words('process', code) },
    { title: t('inbox.state'), dataIndex: 'state', render: (code: string, row) => <Tag color={row.closed ? 'default' : 'blue'}>{words('state', code)}</Tag> },
    { title: t('inbox.applicant'), dataIndex: 'applicantName', render: (name: string) => <Verbatim>{name}</Verbatim> },
    {
      title: t('inbox.deadline'),
      render: (_, row) =>
        row.deadline && (
          <span className="number">
            {row.deadline}
            {row.provisional && ` · ${t('clock.provisionalShort')}`}
          </span>
        ),
    },
    { title: t('inbox.office'), dataIndex: 'office', render: offices.name },
    { title: t('case.opened'), dataIndex: 'openedAt', render: (at: string) => <span className="number">{dateTime(at)}</span> },
  ];
  return (
    <Page title={t('case.title')}>
      <Flex vertical gap={12}>
        {sought === undefined ? (
          <Flex gap={8} wrap align="center" role="search" aria-label={t('inbox.filters')}>
            <Segmented
              aria-label={t('supervision.view')}
              value={filter.open ? 'open' : 'all'}
              onChange={(view) => change('all', view === 'all' ? '1' : undefined)}
              options={[
                { value: 'open', label: t('case.open') },
                { value: 'all', label: t('case.all') },
              ]}
            />
            <WordPicker kind="process" value={filter.process} change={(process) => change('process', process)} />
            <WordPicker kind="state" value={filter.state} change={(state) => change('state', state)} />
            <OfficePicker value={filter.office} change={(office) => change('office', office)} />
          </Flex>
        ) : (
          <>
            <h2 className="part">{t('search.results', { text: sought })}</h2>
            {more && <p>{t('search.more')}</p>}
          </>
        )}
        <Paged
          queryKey={['cases', sought ?? filter]}
          read={async (after) => {
            if (sought === undefined) return done(api.GET('/api/v1/cases', { params: { query: { ...filter, after, limit: 50 } } }));
            const found = await done(api.GET('/api/v1/search', { params: { query: { q: sought, limit: 100 } } }));
            setMore(found.more);
            return { items: found.hits.map((hit) => hit.case), next: null };
          }}
          rowKey={(row) => row.id}
          columns={columns}
          empty={t(sought === undefined ? 'case.none.cases' : 'search.nothing')}
          csv={<Csv {...(sought === undefined ? { of: 'cases', where: filter } : { of: 'search', where: { q: sought } })} />}
        />
      </Flex>
    </Page>
  );
}
