import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

type Query = Record<string, string | number | boolean | string[] | null | undefined>;

/** The list that is on screen, as a file: the same address with the same rights, in the language that is spoken.
 * @param of Address of the list in the API.
 * @param where What narrows it, as the list itself is asked. */
export function Csv({ of, where = {} }: { of: string; where?: Query }) {
  const { t, i18n } = useTranslation();
  const query = new URLSearchParams({ format: 'csv', language: i18n.language });
  for (const [name, value] of Object.entries(where))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) query.append(name, String(one));
  return (
    <Button icon={<DownloadOutlined />} href={`/api/v1/${of}?${query.toString()}`}>
      {t('action.csv')}
    </Button>
  );
}
