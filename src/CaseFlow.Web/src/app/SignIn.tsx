import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Card, Form, Input, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { Wrong } from '../parts/States';
import { LocaleSwitch } from './LocaleSwitch';

export function SignIn() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const signIn = useMutation({
    mutationFn: (body: { login: string; password: string }) => done(api.POST('/api/v1/sign-in', { body })),
    onSuccess: () => void queries.resetQueries(),
  });
  return (
    <main className="sign-in">
      <Card className="sign-in-card">
        <Typography.Title level={1} className="brand">
          CaseFlow
        </Typography.Title>
        <Typography.Paragraph type="secondary">{t('signIn.welcome')}</Typography.Paragraph>
        <Form layout="vertical" requiredMark={false} onFinish={signIn.mutate} disabled={signIn.isPending}>
          <Form.Item name="login" label={t('signIn.login')} rules={[{ required: true, message: t('signIn.loginMissing') }]}>
            <Input autoFocus autoComplete="username" size="large" />
          </Form.Item>
          <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('signIn.passwordMissing') }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          {signIn.error && <Wrong problem={signIn.error} />}
          <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending} className="sign-in-button">
            {t('signIn.enter')}
          </Button>
        </Form>
        <LocaleSwitch />
      </Card>
    </main>
  );
}
