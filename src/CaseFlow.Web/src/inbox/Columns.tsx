import { DownOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { allColumns, type Column } from './filter';

/** Which columns, in which order: kept on the server, the same at every desk. */
export function Columns({ columns, change }: { columns: Column[]; change: (columns: Column[]) => void }) {
  const { t } = useTranslation();
  const move = (place: number, by: number) => {
    const next = [...columns];
    const [one] = next.splice(place, 1);
    next.splice(place + by, 0, one!);
    change(next);
  };
  return (
    <Popover
      trigger="click"
      title={t('inbox.columns')}
      content={
        <ul className="plain columns">
          {[...columns, ...allColumns.filter((column) => !columns.includes(column))].map((column) => {
            const place = columns.indexOf(column);
            return (
              <li key={column}>
                <Flex gap={4} align="center">
                  <Checkbox
                    checked={place >= 0}
                    disabled={place >= 0 && columns.length === 1}
                    onChange={(event) => change(event.target.checked ? [...columns, column] : columns.filter((one) => one !== column))}
                  >
                    {t(`inbox.${column}`)}
                  </Checkbox>
                  <span className="grow" />
                  {place >= 0 && (
                    <>
                      <Button size="small" type="text" icon={<UpOutlined />} disabled={place === 0} aria-label={t('inbox.columnUp', { column: t(`inbox.${column}`) })} onClick={() => move(place, -1)} />
                      <Button size="small" type="text" icon={<DownOutlined />} disabled={place === columns.length - 1} aria-label={t('inbox.columnDown', { column: t(`inbox.${column}`) })} onClick={() => move(place, 1)} />
                    </>
                  )}
                </Flex>
              </li>
            );
          })}
        </ul>
      }
    >
      <Button>{t('inbox.columns')}</Button>
    </Popover>
  );
}
