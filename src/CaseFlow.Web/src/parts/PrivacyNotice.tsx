import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import { inLocale } from '../texts';

const parts = ['purpose', 'basis', 'data', 'recipients', 'keeping', 'choices', 'rights'] as const;

/** What a person is told before data are asked, with the edition of the text. */
export function PrivacyNotice({ notice, open }: { notice: Schemas['PrivacyNotice'] | null | undefined; open?: boolean }) {
  const { t } = useTranslation();
  if (!notice) return null;
  return (
    <details open={open}>
      <summary>{t('privacy.notice', { version: notice.version })}</summary>
      <dl className="notice">
        {parts.map((part) => (
          <div key={part}>
            <dt>{t(`privacy.${part}`)}</dt>
            <dd>{inLocale(notice[part] as Record<string, string>)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
