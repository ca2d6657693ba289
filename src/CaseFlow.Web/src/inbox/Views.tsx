import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, Flex, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { Wrong } from '../parts/States';
import { fromSaved, query, type Column, type Filter } from './filter';
import { useListTaskViews } from './useInbox';

/** Saved views: filter and columns under a name, private or for the office. */
export function Views({ filter, columns, show }: { filter: Filter; columns: Column[]; show: (filter: Filter, columns: Column[]) => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const views = useListTaskViews();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [open, setOpen] = useState(false);
  const again = () => queries.invalidateQueries({ queryKey: ['inbox', 'views'] });
  const save = useMutation({
    mutationFn: () => {
      const wanted = query(filter);
      return done(
        api.POST('/api/v1/inbox/views', {
          body: {
            name,
            shared,
            columns,
            filter: { view: wanted.View, process: wanted.Process, state: wanted.State, colour: wanted.Colour, office: wanted.Office, assignee: wanted.Assignee, unread: wanted.Unread, sort: wanted.Sort },
          },
        }),
      );
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
      <Select
        aria-label={t('view.choose')}
        placeholder={t('view.choose')}
        style={{ minWidth: 160 }}
        value={null}
        onChange={(id: number) => {
          const chosen = views.data?.find((view) => view.id === id);
          if (chosen) show(fromSaved(chosen.filter), chosen.columns as Column[]);
        }}
        options={(views.data ?? []).map((view) => ({ value: view.id, label: view.shared ? `${view.name} · ${view.by}` : view.name, mine: view.mine }))}
        optionRender={(option) => (
          <Flex justify="space-between" gap={12}>
            {option.label}
            {option.data.mine && (
              <Button
                size="small"
                type="link"
                aria-label={t('view.remove')}
                onClick={(event) => {
                  event.stopPropagation();
                  remove.mutate(option.data.value);
                }}
              >
                ×
              </Button>
            )}
          </Flex>
        )}
        notFoundContent={t('view.none')}
      />
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
