import { useTranslation } from 'react-i18next';
import { useWords } from './words';

/** Whose a task is that nobody has taken. */
export function Unclaimed({ groups }: { groups: string[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return <>{t('supervision.unclaimed', { group: groups.map((group) => words('role', group)).join(t('app.comma')) })}</>;
}
