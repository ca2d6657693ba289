import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Mentions } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { useListColleagues } from '../inbox/useInbox';
import { Note } from '../parts/Note';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';

/** What colleagues tell each other about the case; @ calls somebody to it. */
export function Notes({ number }: { number: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [body, setBody] = useState('');
  const colleagues = useListColleagues(true);
  const notes = useQuery({ queryKey: ['case', number, 'notes'], queryFn: () => done(api.GET('/api/v1/cases/{number}/notes', { params: { path: { number } } })) });
  const add = useMutation({
    mutationFn: () => done(api.POST('/api/v1/cases/{number}/notes', { params: { path: { number } }, body: { body } })),
    onSuccess: () => {
      setBody('');
      void queries.invalidateQueries({ queryKey: ['case', number, 'notes'] });
    },
  });
  useEffect(() => {
    void done(api.POST('/api/v1/cases/{number}/mentions/read', { params: { path: { number } } }))
      .then(() => queries.invalidateQueries({ queryKey: ['inbox', 'calls'] }))
      .catch(() => undefined);
  }, [number, queries]);
  if (notes.error && !notes.data) return <Wrong problem={notes.error} retry={() => void notes.refetch()} />;
  if (!notes.data) return <Waiting />;
  return (
    <Flex vertical gap={16}>
      {notes.data.length === 0 && <Nothing text={t('case.none.notes')} />}
      <ul className="plain notes">
        {notes.data.map((note) => (
          <li key={note.id}>
            <div className="when">
              <Who login={note.by} /> · {dateTime(note.at)}
            </div>
            <Note text={note.body} />
          </li>
        ))}
      </ul>
      <Mentions
        autoSize={{ minRows: 3 }}
        maxLength={2000}
        value={body}
        onChange={setBody}
        aria-label={t('note.write')}
        placeholder={t('note.write')}
        options={(colleagues.data ?? []).map((one) => ({ value: one.login, label: `${one.name} (${one.login})` }))}
      />
      {add.error && <Wrong problem={add.error} />}
      <div>
        <Button type="primary" disabled={!body.trim()} loading={add.isPending} onClick={() => add.mutate()}>
          {t('note.add')}
        </Button>
      </div>
    </Flex>
  );
}
