import { Input, type InputRef } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcut } from './shortcuts';

/** One box for everything one may be told: case number, query code, ID number, phone, waybill, name. */
export function SearchBox() {
  const { t } = useTranslation();
  const go = useNavigate();
  const input = useRef<InputRef>(null);
  useShortcut('/', t('shortcuts.search'), () => input.current?.focus());
  return (
    <Input.Search
      ref={input}
      className="search-box"
      allowClear
      placeholder={t('search.placeholder')}
      aria-label={t('search.placeholder')}
      onSearch={(text) => text.trim() && void go(`/cases?q=${encodeURIComponent(text.trim())}`)}
      style={{ maxWidth: 420 }}
    />
  );
}
