import { Alert, Button, Empty, Flex, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client';

/** What is wrong, every reason at once, and the way on. */
export function Wrong({ problem, retry }: { problem: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const known = problem instanceof Problem ? problem : null;
  const title = known?.isAway ? t('states.away') : known?.title || t('states.broken');
  return (
    <Alert
      type={known?.isAway ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={title}
      description={
        <>
          {known && known.reasons.length > 0 && (
            <ul className="reasons">
              {known.reasons.map((reason) => (
                <li key={reason.code + (reason.field ?? '')}>
                  {reason.message} <code>{reason.code}</code>
                </li>
              ))}
            </ul>
          )}
          {known?.isAway && <p>{t('states.awayMore')}</p>}
          {retry && (
            <Button size="small" onClick={retry}>
              {t('action.again')}
            </Button>
          )}
        </>
      }
    />
  );
}

/** Something is on its way. */
export function Waiting({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  return (
    <div aria-busy="true" aria-label={t('states.loading')} role="status" className="waiting">
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  );
}

/** There is nothing, and what one can do about it. */
export function Nothing({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <Flex vertical align="center" className="nothing">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={text} />
      {children}
    </Flex>
  );
}
