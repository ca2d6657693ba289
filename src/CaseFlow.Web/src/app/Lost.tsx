import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { Problem } from '../api/client';
import { Wrong } from '../parts/States';

/** An address that leads nowhere. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <Result
      status="404"
      title={<h1>{t('lost.title')}</h1>}
      subTitle={t('lost.more')}
      extra={
        <Link to="/inbox">
          <Button type="primary">{t('lost.home')}</Button>
        </Link>
      }
    />
  );
}

/** A page that broke: everything else of the desk still works. */
export function Stumbled() {
  const { t } = useTranslation();
  const error = useRouteError();
  if (error instanceof Problem) return <Wrong problem={error} />;
  return (
    <Result
      status="error"
      title={<h1>{t('lost.broken')}</h1>}
      subTitle={error instanceof Error ? error.message : ''}
      extra={<Button onClick={() => window.location.reload()}>{t('action.reload')}</Button>}
    />
  );
}
