import { Flex, Segmented } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { Remaining, type Urgency } from '../parts/Remaining';
import { useOffices, useWords } from '../parts/words';
import { inLocale } from '../texts';
import { dateTime } from '../texts/time';
import { CardActions } from './CardActions';
import { useListCauses } from './commands';

type Row = Schemas['RedCardView'];
const views = ['open', 'mine', 'appealed', 'disposed', 'withdrawn'] as const;

/** By how much the limit of a card is, or was, exceeded. */
export const overdueOf = (card: Row): Urgency => ({ colour: 'red', unit: card.unit, remainingDays: 0, overdueDays: card.overdueDays, deadlineDate: card.deadline, provisional: false, outcome: null, title: card.title });

/** Red cards: what waits oldest first. None can be deleted. */
export default function RedCards() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const causes = useListCauses();
  const [address, setAddress] = useSearchParams();
  const view = views.find((one) => one === address.get('view')) ?? 'open';
  const office = address.get('office') ?? undefined;
  const columns: ColumnsType<Row> = [
    { title: t('supervision.card'), render: (_, row) => <Link to={`/supervision/red-cards/${row.id}`} aria-label={t('supervision.cardNumber', { id: row.id })}>{row.id}</Link> },
    { title: t('case.number'), render: (_, row) => <Link to={`/cases/${row.caseNumber}`} className="number">{row.caseNumber}</Link> },
    { title: t('supervision.overdue'), render: (_, row) => <Remaining clock={overdueOf(row)} /> },
    { title: t('supervision.deadline'), render: (_, row) => <span className="number">{row.deadline}</span> },
    { title: t('supervision.level'), minWidth: 110, render: (_, row) => `${row.level}${row.levelTitle ? ` · ${inLocale(row.levelTitle)}` : ''}` },
    { title: t('inbox.state'), minWidth: 80, render: (_, row) => words('state', row.caseState) },
    { title: t('inbox.office'), minWidth: 100, render: (_, row) => offices.name(row.office) },
    { title: t('supervision.limit'), minWidth: 80, render: (_, row) => inLocale(row.title, row.clock) },
    { title: t('inbox.process'), minWidth: 150, render: (_, row) => words('process', row.process) },
    { title: t('supervision.raised'), render: (_, row) => <span className="number">{dateTime(row.raisedAt)}</span> },
    ...(view === 'disposed' ? [{ title: t('supervision.cause'), render: (_: unknown, row: Row) => inLocale(causes.data?.find((cause) => cause.code === row.cause)?.title, row.cause ?? '') }] : []),
    { title: t('supervision.actions'), fixed: 'end', minWidth: 166, render: (_, row) => <CardActions card={row} /> },
  ];
  return (
    <Page title={t('supervision.pages.red-cards')}>
      <Flex vertical gap={12}>
        <Segmented
          aria-label={t('supervision.view')}
          value={view}
          onChange={(next) => setAddress(office ? { view: next, office } : { view: next }, { replace: true })}
          options={views.map((one) => ({ value: one, label: t(`supervision.cards.${one}`) }))}
        />
        <Paged
          queryKey={['red-cards', view, office]}
          read={(after) => done(api.GET('/api/v1/red-cards', { params: { query: { view, office, after, limit: 50 } } }))}
          rowKey={(row) => row.id}
          columns={columns}
          empty={t('supervision.none.cards')}
          csv={<Csv of="red-cards" where={{ view, office }} />}
        />
      </Flex>
    </Page>
  );
}
