import { ReloadOutlined } from '@ant-design/icons';
import { Button, DatePicker, Flex, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { OfficePicker } from '../parts/OfficePicker';
import { useWordList } from '../parts/words';
import { dateTime } from '../texts/time';
import { useRefreshDashboard, useWatched } from './useDashboard';

/** Which office, which process, which days; and how old the numbers are. */
export function Watched({ madeAt, days, process }: { madeAt?: string | null; days?: boolean; process?: boolean }) {
  const { t } = useTranslation();
  const processes = useWordList()('process');
  const watched = useWatched();
  const refresh = useRefreshDashboard();
  return (
    <Flex gap={8} wrap align="center" role="search" aria-label={t('inbox.filters')}>
      <OfficePicker value={watched.office} change={(office) => watched.change('office', office)} width={180} />
      {process && (
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          aria-label={t('inbox.process')}
          placeholder={t('inbox.process')}
          style={{ minWidth: 180 }}
          value={watched.process}
          onChange={(code) => watched.change('process', code)}
          options={Object.entries(processes).map(([value, label]) => ({ value, label }))}
        />
      )}
      {days && (
        <>
          <DatePicker aria-label={t('dashboard.from')} placeholder={t('dashboard.from')} value={watched.from ? dayjs(watched.from) : null} onChange={(day) => watched.change('from', day?.format('YYYY-MM-DD'))} />
          <DatePicker aria-label={t('dashboard.to')} placeholder={t('dashboard.to')} value={watched.to ? dayjs(watched.to) : null} onChange={(day) => watched.change('to', day?.format('YYYY-MM-DD'))} />
        </>
      )}
      <span className="grow" />
      <span aria-live="polite">{madeAt ? t('dashboard.asOf', { at: dateTime(madeAt) }) : t('dashboard.never')}</span>
      <Button icon={<ReloadOutlined />} loading={refresh.isPending} onClick={() => refresh.mutate()}>
        {t('dashboard.refresh')}
      </Button>
    </Flex>
  );
}
