import { CameraOutlined } from '@ant-design/icons';
import type { WidgetProps } from '@rjsf/utils';
import { Alert, Button, Input, Modal, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

// Not every browser reads codes by itself; where it does not, there is no button.
type Detector = new (options: { formats: string[] }) => { detect: (image: HTMLVideoElement) => Promise<{ rawValue: string }[]> };
const detector = () => (globalThis as { BarcodeDetector?: Detector }).BarcodeDetector;

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
        {detector() && (
          <Button icon={<CameraOutlined />} disabled={disabled} aria-label={t('scan.camera', { what: label })} onClick={() => setCamera(true)} />
        )}
      </Space.Compact>
      <Modal open={camera} title={label} footer={null} onCancel={() => setCamera(false)} destroyOnHidden>
        {camera && <Camera found={(code) => (take(code), setCamera(false))} />}
      </Modal>
    </>
  );
}

function Camera({ found }: { found: (code: string) => void }) {
  const { t } = useTranslation();
  const picture = useRef<HTMLVideoElement>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    let [ended, stream] = [false, undefined as MediaStream | undefined];
    const look = async (reader: InstanceType<Detector>) => {
      if (ended) return;
      const codes = await reader.detect(picture.current!).catch(() => []);
      if (codes[0] && !ended) found(codes[0].rawValue);
      else window.setTimeout(() => void look(reader), 150);
    };
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: 'environment' } })
      .then(async (opened) => {
        stream = opened;
        if (ended) return opened.getTracks().forEach((track) => track.stop());
        picture.current!.srcObject = opened;
        await picture.current!.play();
        void look(new (detector()!)({ formats: ['qr_code', 'code_128', 'ean_13'] }));
      })
      .catch(() => setWrong(true));
    return () => {
      ended = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return wrong ? <Alert type="warning" showIcon title={t('scan.noCamera')} /> : <video ref={picture} muted playsInline style={{ width: '100%' }} aria-label={t('scan.look')} />;
}
