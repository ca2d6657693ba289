import { Descriptions } from 'antd';
import { useValue, useWords } from './words';
import { Verbatim } from './Verbatim';

/** Facts of a case or a task, in the words of its process. What is nested is not for people. */
export function Facts({ facts, title }: { facts: Record<string, unknown> | null | undefined; title?: string }) {
  const words = useWords();
  const valueOf = useValue();
  const plain = Object.entries(facts ?? {}).filter(([, value]) => value !== null && typeof value !== 'object');
  if (plain.length === 0) return null;
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, sm: 2 }}
      title={title}
      items={plain.map(([name, value]) => ({ key: name, label: words('fact', name), children: <Verbatim>{valueOf(String(value))}</Verbatim> }))}
    />
  );
}
