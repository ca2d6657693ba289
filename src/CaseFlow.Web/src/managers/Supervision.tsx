import { useTranslation } from 'react-i18next';
import { useRole } from '../app/session';
import { Subpages } from '../parts/Subpages';

const all = ['', 'limits', 'red-cards', 'orders', 'approvals', 'workload', 'durations', 'forecast', 'diagram', 'digest'];

/** What a manager watches. Who handles cases sees the cards that were raised and the orders that are theirs to answer. */
export default function Supervision() {
  const { t } = useTranslation();
  const pages = useRole('manager') ? all : ['orders', 'red-cards'];
  return <Subpages room="supervision" label={t('room.supervision')} pages={pages.map((path) => ({ path, title: t(`supervision.pages.${path || 'overview'}`) }))} />;
}
