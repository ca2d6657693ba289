import { useTranslation } from 'react-i18next';
import { Subpages } from '../parts/Subpages';

const pages = ['', 'limits', 'red-cards', 'orders', 'approvals', 'workload', 'durations', 'forecast', 'diagram', 'digest'];

/** What a manager watches. */
export default function Supervision() {
  const { t } = useTranslation();
  return <Subpages room="supervision" label={t('room.supervision')} pages={pages.map((path) => ({ path, title: t(`supervision.pages.${path || 'overview'}`) }))} />;
}
