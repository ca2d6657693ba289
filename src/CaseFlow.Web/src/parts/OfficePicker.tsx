import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOffices } from './words';

/** One office with everything below it, or all. */
export function OfficePicker({ value, change, width = 150 }: { value: string | undefined; change: (office: string | undefined) => void; width?: number }) {
  const { t } = useTranslation();
  const offices = useOffices();
  return (
    <Select
      allowClear
      showSearch
      optionFilterProp="label"
      aria-label={t('inbox.office')}
      placeholder={t('inbox.office')}
      style={{ minWidth: width }}
      value={value}
      onChange={change}
      options={offices.offices.map((office) => ({ value: office.id, label: offices.name(office.id) }))}
    />
  );
}
