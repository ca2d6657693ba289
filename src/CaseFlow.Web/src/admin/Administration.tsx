import { useTranslation } from 'react-i18next';
import { useRole } from '../app/session';
import { Subpages } from '../parts/Subpages';

/** What runs the installation. Managers see where processes cannot go on and who stands in for whom, administrators everything. */
export default function Administration() {
  const { t } = useTranslation();
  const all = useRole('administrator');
  const pages = all ? ['', 'incidents', 'jobs', 'messages', 'people', 'offices'] : ['incidents', 'substitutions'];
  return <Subpages room="administration" label={t('room.administration')} pages={pages.map((path) => ({ path, title: t(`admin.pages.${path || 'health'}`) }))} />;
}
