import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Flex, Input, InputNumber, Popconfirm, Statistic, Table, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done } from '../api/client';
import { saveCsv } from '../parts/spreadsheet';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { Year } from './Year';
import { readTable } from './year';

/** Import of a year table: first what it would move, then publication. Nothing is stored by looking. */
export function ImportYear({ calendar }: { calendar: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [, setAddress] = useSearchParams();
  const [text, setText] = useState('');
  const [year, setYear] = useState(new Date().getFullYear() + 1);
  const [looked, setLooked] = useState<string | null>(null);
  const table = readTable(text);
  const body = table as never;
  const path = { id: calendar, year };
  const look = (after: string | undefined, limit: number) => done(api.POST('/api/v1/calendars/{id}/{year}/preview', { params: { path, query: { after, limit } }, body }));
  // What the table would move is asked for this text: another text is another question.
  const preview = useInfiniteQuery({
    queryKey: ['calendars', calendar, year, 'preview', looked],
    queryFn: ({ pageParam }) => look(pageParam, 50),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: looked !== null && looked === text && table !== null,
    staleTime: Infinity,
    retry: false,
  });
  // Every row, also those that are not on screen yet.
  const file = useMutation({
    mutationFn: async () => {
      const rows = [[t('case.number'), t('supervision.limit'), t('calendar.before'), t('calendar.after'), t('calendar.verdict')]];
      for (let after: string | undefined, more = true; more; more = after !== undefined) {
        const page = await look(after, 200);
        rows.push(...page.moved.map((row) => [row.case, row.clock, row.old ?? '', row.new ?? '', t(`calendar.verdicts.${row.verdict}`)]));
        after = page.next ?? undefined;
      }
      saveCsv(`${calendar}-${year}`, rows);
    },
  });
  const publish = useMutation({
    mutationFn: () => done(api.PUT('/api/v1/calendars/{id}/{year}', { params: { path }, body })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['calendars'] });
      void queries.invalidateQueries({ queryKey: ['recounts'] });
      setAddress({ tab: 'recounts' });
    },
  });
  const take = (next: string) => {
    setText(next);
    setLooked(null);
    publish.reset();
    const read = readTable(next)?.year;
    if (read) setYear(read);
  };
  const first = preview.data?.pages[0];
  return (
    <Flex vertical gap={12}>
      <p>{t('calendar.importAbout')}</p>
      <Flex gap={8} align="end" wrap>
        <label>
          {t('calendar.year')} <InputNumber value={year} min={2000} max={2100} onChange={(next) => next && (setYear(next), setLooked(null))} />
        </label>
        <Upload accept=".json,application/json" showUploadList={false} beforeUpload={(file) => (void file.text().then(take), false)}>
          <Button icon={<UploadOutlined />}>{t('calendar.file')}</Button>
        </Upload>
      </Flex>
      <label>
        {t('calendar.table')}
        <Input.TextArea value={text} onChange={(event) => take(event.target.value)} rows={8} className="mono" placeholder='{"published": true, "notice": "…", "holidays": [{"date": "2027-01-01", "name": "元旦"}], "workdays": []}' />
      </label>
      {text !== '' && table === null && <Alert type="error" showIcon title={t('calendar.notATable')} />}
      <div>
        <Button type="primary" disabled={table === null} loading={preview.isFetching && looked === text} onClick={() => setLooked(text)}>
          {t('calendar.look')}
        </Button>
      </div>
      {preview.error && <Wrong problem={preview.error} />}
      {looked === text && preview.isFetching && !first && <Waiting rows={3} />}
      {first && looked === text && (
        <>
          <Flex gap={32} wrap>
            {(['moved', 'confirmed', 'kept', 'unchanged'] as const).map((what) => (
              <Statistic key={what} title={t(`calendar.counts.${what}`)} value={first.counts?.[what] ?? 0} />
            ))}
          </Flex>
          <div>
            <Button icon={<DownloadOutlined />} loading={file.isPending} onClick={() => file.mutate()}>
              {t('action.csv')}
            </Button>
          </div>
          {file.error && <Wrong problem={file.error} />}
          <Table
            size="small"
            rowKey={(row) => `${row.case}${row.clock}`}
            pagination={false}
            dataSource={preview.data?.pages.flatMap((page) => page.moved) ?? []}
            locale={{ emptyText: <Nothing text={t('calendar.movesNothing')} /> }}
            columns={[
              { title: t('case.number'), dataIndex: 'case', render: (number: string) => <Link to={`/cases/${number}`}>{number}</Link> },
              { title: t('supervision.limit'), dataIndex: 'clock' },
              { title: t('calendar.before'), dataIndex: 'old' },
              { title: t('calendar.after'), dataIndex: 'new' },
              { title: t('calendar.verdict'), dataIndex: 'verdict', render: (verdict: string) => t(`calendar.verdicts.${verdict}`) },
            ]}
          />
          {preview.hasNextPage && <Button onClick={() => void preview.fetchNextPage()}>{t('action.more')}</Button>}
          <Year year={year} table={table ?? undefined} />
          {publish.error && <Wrong problem={publish.error} />}
          <div>
            <Popconfirm title={t('calendar.sure', { year, count: first.counts?.moved ?? 0 })} onConfirm={() => publish.mutate()}>
              <Button type="primary" danger loading={publish.isPending}>
                {t('calendar.publish', { year })}
              </Button>
            </Popconfirm>
          </div>
        </>
      )}
    </Flex>
  );
}
