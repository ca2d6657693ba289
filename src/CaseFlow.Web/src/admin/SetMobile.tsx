import type { ButtonProps } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { Asked } from '../parts/Asked';
import { localeNow, locales } from '../texts';

/** Where messages of the house go, and in which language. */
export function SetMobile({ send, done, title, size }: { send: (body: Schemas['SetMyMobile']) => Promise<unknown>; done: () => void; title?: string; size?: ButtonProps['size'] }) {
  const { t } = useTranslation();
  return (
    <Asked
      size={size}
      label={t('admin.mobile')}
      title={title ?? t('admin.mobile')}
      fields={[
        { name: 'mobile', label: t('admin.mobileNumber'), optional: true, hint: t('admin.mobileHint') },
        { name: 'locale', label: t('app.language'), kind: 'choice', initial: localeNow(), options: Object.entries(locales).map(([value, label]) => ({ value, label })) },
      ]}
      send={({ mobile, locale }) => send({ mobile: (mobile as string | undefined) || null, locale: locale as string })}
      done={done}
    />
  );
}
