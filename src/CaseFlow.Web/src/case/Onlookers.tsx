import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';

/** Says who else has the case open just now. */
export function Onlookers({ number }: { number: string }) {
  const { t } = useTranslation();
  const others = useQuery({
    queryKey: ['presence', number],
    queryFn: () => done(api.POST('/api/v1/cases/{number}/presence', { params: { path: { number } } })),
    refetchInterval: 20_000,
    staleTime: 0,
  });
  if (!others.data || others.data.length === 0) return null;
  return <Alert type="info" showIcon role="status" title={t('case.onlookers', { who: others.data.map((one) => one.name).join(t('case.and')) })} />;
}
