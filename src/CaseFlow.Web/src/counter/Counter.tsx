import { useQuery } from '@tanstack/react-query';
import { Card, Col, Input, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api, done } from '../api/client';
import { Page } from '../parts/Page';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { inLocale } from '../texts';

export const useListProcesses = () => useQuery({ queryKey: ['processes'], queryFn: () => done(api.GET('/api/v1/processes')), staleTime: 600_000 });

/** The window: somebody comes and wants something. */
export default function Counter() {
  const { t } = useTranslation();
  const go = useNavigate();
  const processes = useListProcesses();
  if (processes.error && !processes.data) return <Wrong problem={processes.error} retry={() => void processes.refetch()} />;
  if (!processes.data) return <Waiting />;
  return (
    <Page title={t('room.counter')}>
      <section aria-labelledby="visitor">
        <h2 id="visitor" className="part">
          {t('counter.comes')}
        </h2>
        <Input.Search
          size="large"
          autoFocus
          allowClear
          style={{ maxWidth: 560 }}
          placeholder={t('counter.scan')}
          aria-label={t('counter.scan')}
          enterButton={t('counter.find')}
          onSearch={(text) => text.trim() && void go(`/cases?q=${encodeURIComponent(text.trim())}`)}
        />
      </section>
      <section aria-labelledby="apply" style={{ marginTop: 24 }}>
        <h2 id="apply" className="part">
          {t('counter.apply')}
        </h2>
        {processes.data.length === 0 && <Nothing text={t('counter.none')} />}
        <Row gutter={[12, 12]}>
          {processes.data.map((process) => (
            <Col key={process.id} xs={24} sm={12} xl={8}>
              <Link to={`/counter/${process.id}`}>
                <Card hoverable size="small">
                  <strong>{inLocale(process.title as never, process.id)}</strong>
                </Card>
              </Link>
            </Col>
          ))}
        </Row>
      </section>
    </Page>
  );
}
