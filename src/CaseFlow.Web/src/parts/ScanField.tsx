import { CameraOutlined } from '@ant-design/icons';
import type { WidgetProps } from '@rjsf/utils';
import { Button, Input, Modal, Space } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Waiting } from './States';

const Camera = lazy(() => import('./Camera'));

/** A field for a code that stands on a paper: from a scanner that types like a keyboard and ends with Enter, from the camera, or by hand. Enter ends the code and nothing else. */
export default function ScanField({ id, value, onChange, disabled, label, schema }: WidgetProps) {
  const { t } = useTranslation();
  const [camera, setCamera] = useState(false);
  const take = (code: string) => onChange(code.trim().toUpperCase() || undefined);
  return (
    <>
      <Space.Compact block>
        <Input
          id={id}
          className="number"
          value={(value as string | undefined) ?? ''}
          disabled={disabled}
          maxLength={schema.maxLength}
          autoComplete="off"
          placeholder={t('scan.hint')}
          onChange={(event) => onChange(event.target.value || undefined)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            event.stopPropagation();
            take(event.currentTarget.value);
          }}
        />
        <Button icon={<CameraOutlined />} disabled={disabled} aria-label={t('scan.camera.use', { what: label })} onClick={() => setCamera(true)} />
      </Space.Compact>
      <Modal open={camera} title={label} footer={null} onCancel={() => setCamera(false)} destroyOnHidden>
        {camera && (
          <Suspense fallback={<Waiting />}>
            <Camera found={(code) => (take(code), setCamera(false))} />
          </Suspense>
        )}
      </Modal>
    </>
  );
}
