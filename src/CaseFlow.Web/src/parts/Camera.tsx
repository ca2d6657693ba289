import { Alert } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decodeQR } from 'qr/decode.js';

const pause = 150;

/** The picture of a camera until a QR code stands in it; where there is none, or it may not be used, that is said. Not every browser reads codes by itself, so the reader comes with this page. */
export default function Camera({ found }: { found: (code: string) => void }) {
  const { t } = useTranslation();
  const picture = useRef<HTMLVideoElement>(null);
  const [wrong, setWrong] = useState<'refused' | 'none'>();
  useEffect(() => {
    let [ended, stream] = [false, undefined as MediaStream | undefined];
    const still = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const look = () => {
      if (ended) return;
      const code = codeIn(picture.current!, still);
      if (code) found(code);
      else window.setTimeout(look, pause);
    };
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (ended) return stream.getTracks().forEach((track) => track.stop());
      picture.current!.srcObject = stream;
      await picture.current!.play();
      look();
    };
    // A page that did not come over HTTPS has no mediaDevices at all.
    start().catch((fault: unknown) => !ended && setWrong(fault instanceof DOMException && fault.name === 'NotAllowedError' ? 'refused' : 'none'));
    return () => {
      ended = true;
      stream?.getTracks().forEach((track) => track.stop());
    };
  }, []);
  return wrong ? <Alert role="alert" type="warning" showIcon title={t(`scan.camera.${wrong}`)} /> : <video ref={picture} muted playsInline style={{ width: '100%' }} aria-label={t('scan.camera.look')} />;
}

function codeIn(picture: HTMLVideoElement, still: CanvasRenderingContext2D): string | undefined {
  const [width, height] = [picture.videoWidth, picture.videoHeight];
  Object.assign(still.canvas, { width, height });
  still.drawImage(picture, 0, 0);
  try {
    return decodeQR(still.getImageData(0, 0, width, height));
  } catch {
    return undefined; // no code in this picture
  }
}
