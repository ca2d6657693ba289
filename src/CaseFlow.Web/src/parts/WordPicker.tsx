import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWordList } from './words';

/** One process or state, by its word, or all. */
export function WordPicker({ kind, value, change }: { kind: 'process' | 'state'; value: string | undefined; change: (code: string | undefined) => void }) {
  const { t } = useTranslation();
  const words = useWordList();
  return (
    <Select
      allowClear
      showSearch
      optionFilterProp="label"
      aria-label={t(`inbox.${kind}`)}
      placeholder={t(`inbox.${kind}`)}
      style={{ minWidth: 150 }}
      popupMatchSelectWidth={false}
      value={value}
      onChange={change}
      options={Object.entries(words(kind)).map(([code, label]) => ({ value: code, label }))}
    />
  );
}
