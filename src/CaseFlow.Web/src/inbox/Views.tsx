import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Flex, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, done } from '../api/client';
import { Wrong } from '../parts/States';
import { Who } from '../parts/Who';
import { fromSaved, write, type Column, type Filter } from './filter';
import { useListTaskViews } from './useInbox';

/** Saved views: filter and columns under a name, private or for the office; each is an address that can be sent on. */
export function Views({ filter, columns, keep }: { filter: Filter; columns: Column[]; keep: (columns: Column[]) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const views = useListTaskViews();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [open, setOpen] = useState(false);
  const [listed, list] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: ['inbox', 'views'] });
  const save = useMutation({
    mutationFn: () => {
      return done(api.POST('/api/v1/inbox/views', { body: { name, shared, columns, filter } }));
    },
    onSuccess: () => {
      setOpen(false);
      setName('');
      void message.success(t('view.saved'));
      void again();
    },
  });
  const remove = useMutation({ mutationFn: (id: number) => done(api.DELETE('/api/v1/inbox/views/{id}', { params: { path: { id } } })), onSuccess: () => void again() });
  return (
    <Flex gap={8}>
      <Popover
        trigger="click"
        open={listed}
        onOpenChange={list}
        title={t('view.choose')}
        content={
          <ul className="plain columns">
            {views.data?.length === 0 && <li>{t('view.none')}</li>}
            {views.data?.map((view) => {
              const filter = fromSaved(view.filter);
              return (
                <li key={view.id}>
                  <Flex justify="space-between" align="center" gap={12}>
                    <Link
                      to={`/inbox?${write(filter).toString()}`}
                      onClick={() => {
                        keep(view.columns as Column[]);
                        list(false);
                      }}
                    >
                      {view.name}
                      {view.shared && (
                        <span className="when">
                          {' '}
                          · <Who login={view.by} />
                        </span>
                      )}
                    </Link>
                    {view.mine && <Button size="small" type="text" icon={<DeleteOutlined />} aria-label={t('view.remove', { name: view.name })} onClick={() => remove.mutate(view.id)} />}
                  </Flex>
                </li>
              );
            })}
          </ul>
        }
      >
        <Button>{t('view.choose')}</Button>
      </Popover>
      <Popover
        trigger="click"
        open={open}
        onOpenChange={setOpen}
        title={t('view.save')}
        content={
          <Flex vertical gap={8} style={{ width: 260 }}>
            <Input value={name} onChange={(event) => setName(event.target.value)} placeholder={t('view.name')} aria-label={t('view.name')} maxLength={40} />
            <Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)}>
              {t('view.shared')}
            </Checkbox>
            {save.error && <Wrong problem={save.error} />}
            <Button type="primary" disabled={!name.trim()} loading={save.isPending} onClick={() => save.mutate()}>
              {t('action.save')}
            </Button>
          </Flex>
        }
      >
        <Button>{t('view.save')}</Button>
      </Popover>
    </Flex>
  );
}
