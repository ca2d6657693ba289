import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeLocale, locales, type Locale } from '../texts';

export function LocaleSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <Segmented
      aria-label={t('app.language')}
      size="small"
      value={i18n.language as Locale}
      options={Object.entries(locales).map(([value, label]) => ({ value: value as Locale, label: <span lang={value}>{label}</span> }))}
      onChange={changeLocale}
    />
  );
}
