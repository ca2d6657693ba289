import { Button, Flex } from 'antd';
import { useRef, useState, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';

const [width, height] = [400, 150];

/** A field to sign on with a pen, a finger or a mouse. Whoever cannot draw, or has no pad, signs the printed paper: that is a button, too.
 * @param sign What was drawn, as the path of an SVG on a field of 400 by 150; without it: signed on the printed paper. */
export function SignaturePad({ sign, busy }: { sign: (strokes?: string) => void; busy: boolean }) {
  const { t } = useTranslation();
  const field = useRef<SVGSVGElement>(null);
  const [strokes, setStrokes] = useState<string[]>([]);
  const drawing = useRef(false);
  const at = (event: PointerEvent) => {
    const box = field.current!.getBoundingClientRect();
    const on = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most));
    return `${on(((event.clientX - box.left) * width) / box.width, width)} ${on(((event.clientY - box.top) * height) / box.height, height)}`;
  };
  const draw = (event: PointerEvent, first: boolean) => {
    const point = at(event);
    // A pen that rests says nothing new; what is longer than the server keeps is drawn no further.
    setStrokes((before) => {
      if (first) return [...before, `M${point}`];
      const last = before.at(-1);
      return !last || last.endsWith(point) || before.join('').length > 16_000 ? before : [...before.slice(0, -1), `${last}L${point}`];
    });
  };
  const drawn = strokes.filter((stroke) => stroke.includes('L')).join('');
  return (
    <Flex vertical gap={12}>
      <svg
        ref={field}
        viewBox={`0 0 ${width} ${height}`}
        className="signature"
        role="img"
        aria-label={t('sign.field')}
        onPointerDown={(event) => {
          drawing.current = true;
          event.currentTarget.setPointerCapture(event.pointerId);
          draw(event, true);
        }}
        onPointerMove={(event) => drawing.current && draw(event, false)}
        onPointerUp={() => (drawing.current = false)}
        onPointerCancel={() => (drawing.current = false)}
      >
        <path d="M20 120H380" className="line" />
        <path d={strokes.join('')} className="drawn" />
      </svg>
      <Flex gap={8} wrap>
        <Button type="primary" disabled={!drawn} loading={busy} onClick={() => sign(drawn)}>
          {t('sign.take')}
        </Button>
        <Button disabled={strokes.length === 0} onClick={() => setStrokes([])}>
          {t('sign.again')}
        </Button>
        <Button disabled={busy} onClick={() => sign()}>
          {t('sign.onPaper')}
        </Button>
      </Flex>
    </Flex>
  );
}
