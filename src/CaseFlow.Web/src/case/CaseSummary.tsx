import { useQuery } from '@tanstack/react-query';
import { Card, Descriptions, Flex, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done } from '../api/client';
import { Remaining } from '../parts/Remaining';
import { Waiting, Wrong } from '../parts/States';
import { useOffices, useWords } from '../parts/words';
import { dateTime } from '../texts/time';
import { Verbatim } from '../parts/Verbatim';

export const useCase = (number: string) =>
  useQuery({ queryKey: ['case', number], queryFn: () => done(api.GET('/api/v1/cases/{number}', { params: { path: { number } } })), refetchInterval: 30_000 });

/** A case in a few lines, beside a task. */
export function CaseSummary({ number }: { number: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const one = useCase(number);
  if (one.error && !one.data) return <Wrong problem={one.error} retry={() => void one.refetch()} />;
  if (!one.data) return <Waiting />;
  const view = one.data;
  return (
    <Card title={<Link to={`/cases/${number}`}>{number}</Link>} extra={<Tag color={view.closed ? 'default' : 'blue'}>{words('state', view.state)}</Tag>}>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'process', label: t('inbox.process'), children: words('process', view.process) },
          { key: 'applicant', label: t('inbox.applicant'), children: <Verbatim>{view.applicant.name}</Verbatim> },
          { key: 'id', label: t('case.idNumber'), children: <span className="number">{view.applicant.idNumber}</span> },
          { key: 'mobile', label: t('case.mobile'), children: <span className="number">{view.applicant.mobile ?? '–'}</span> },
          { key: 'office', label: t('inbox.office'), children: offices.name(view.office) },
          { key: 'opened', label: t('case.opened'), children: dateTime(view.openedAt) },
          {
            key: 'clocks',
            label: t('case.deadlines'),
            children:
              view.clocks.length === 0 ? (
                t('case.none.deadlines')
              ) : (
                <Flex vertical gap={4}>
                  {view.clocks.map((clock) => (
                    <Remaining key={clock.name} clock={clock} />
                  ))}
                </Flex>
              ),
          },
        ]}
      />
    </Card>
  );
}
