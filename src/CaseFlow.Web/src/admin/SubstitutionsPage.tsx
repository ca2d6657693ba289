import { useTranslation } from 'react-i18next';
import { Page } from '../parts/Page';
import { Substitutions } from './Substitutions';

/** The absences that a manager sees. */
export default function SubstitutionsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('admin.pages.substitutions')}>
      <Substitutions />
    </Page>
  );
}
