import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Form, Input, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { Wrong } from '../parts/States';
import { LocaleSwitch } from './LocaleSwitch';

export function SignIn() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <main className="sign-in">
      <Card className="sign-in-card">
        <Typography.Title level={1} className="brand">
          CaseFlow
        </Typography.Title>
        <Typography.Paragraph type="secondary">{t('signIn.welcome')}</Typography.Paragraph>
        <Credentials entered={() => void queries.resetQueries()} />
        <LocaleSwitch />
      </Card>
    </main>
  );
}

/** The session ended while somebody was at work. The same person goes on where she was; another one starts anew. */
export function SignInAgain({ login }: { login: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return (
    <Modal open title={t('signIn.again')} closable={false} footer={null} keyboard={false} maskClosable={false}>
      <p>{t('signIn.againAbout')}</p>
      <Credentials login={login} entered={(who) => (who === login ? void queries.invalidateQueries() : window.location.reload())} />
    </Modal>
  );
}

function Credentials({ login, entered }: { login?: string; entered: (login: string) => void }) {
  const { t } = useTranslation();
  const signIn = useMutation({
    mutationFn: (body: { login: string; password: string }) => done(api.POST('/api/v1/sign-in', { body })),
    onSuccess: (me) => entered(me.login),
  });
  return (
    <Form layout="vertical" requiredMark={false} initialValues={{ login }} onFinish={signIn.mutate} disabled={signIn.isPending}>
      <Form.Item name="login" label={t('signIn.login')} rules={[{ required: true, message: t('signIn.loginMissing') }]}>
        <Input autoFocus={!login} autoComplete="username" size="large" />
      </Form.Item>
      <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordMissing') }]}>
        <Input.Password autoFocus={Boolean(login)} autoComplete="current-password" size="large" />
      </Form.Item>
      {signIn.error && <Wrong problem={signIn.error} />}
      <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending} className="sign-in-button">
        {t('signIn.enter')}
      </Button>
    </Form>
  );
}
