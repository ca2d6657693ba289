import { useMutation } from '@tanstack/react-query';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { Wrong } from '../parts/States';

/** A masked field that is shown in clear for a reason; the reason is logged and the citizen can read it. */
export function Reveal({ number, field, masked }: { number: string; field: 'idNumber' | 'mobile' | 'address' | 'name'; masked: string | null | undefined }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const reveal = useMutation({
    mutationFn: () => done(api.POST('/api/v1/cases/{number}/reveal', { params: { path: { number } }, body: { role: 'applicant', field, reason } })),
    onSuccess: () => setOpen(false),
  });
  if (reveal.data) return <strong className="number">{reveal.data.value ?? '–'}</strong>;
  if (!masked) return <>–</>;
  return (
    <span className="number">
      {masked}{' '}
      <Popover
        trigger="click"
        open={open}
        onOpenChange={setOpen}
        title={t('reveal.title')}
        content={
          <form
            style={{ width: 280 }}
            onSubmit={(event) => {
              event.preventDefault();
              reveal.mutate();
            }}
          >
            <p>{t('reveal.logged')}</p>
            <Input value={reason} onChange={(event) => setReason(event.target.value)} aria-label={t('reveal.reason')} placeholder={t('reveal.reason')} autoFocus maxLength={200} />
            {reveal.error && <Wrong problem={reveal.error} />}
            <Button htmlType="submit" type="primary" disabled={!reason.trim()} loading={reveal.isPending} style={{ marginTop: 8 }}>
              {t('reveal.show')}
            </Button>
          </form>
        }
      >
        <Button size="small" type="link">
          {t('reveal.show')}
        </Button>
      </Popover>
    </span>
  );
}
