import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';
import { SignaturePad } from '../parts/SignaturePad';
import { Wrong } from '../parts/States';

export const useListPapers = (number: string) =>
  useQuery({ queryKey: ['case', number, 'papers'], queryFn: () => done(api.GET('/api/v1/cases/{number}/papers', { params: { path: { number } } })) });

/** The papers of a case that ask for a signature which nobody has given yet. */
export function ToSign({ number }: { number: string }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const papers = useListPapers(number);
  const [open, setOpen] = useState<{ id: number; signer: string; title: string }>();
  const sign = useMutation({
    mutationFn: (strokes?: string) =>
      done(api.POST('/api/v1/cases/{number}/papers/{id}/signatures', { params: { path: { number, id: open!.id } }, body: { signer: open!.signer, strokes } })),
    onSuccess: (rows) => {
      queries.setQueryData(['case', number, 'papers'], rows);
      void queries.invalidateQueries({ queryKey: ['case', number, 'paper'] });
      setOpen(undefined);
    },
  });
  const waiting = (papers.data ?? [])
    .filter((paper) => paper.locale === i18n.language)
    .flatMap((paper) => paper.signatures.filter((place) => !place.signedAt).map((place) => ({ id: paper.id, signer: place.signer, title: `${paper.title}: ${place.label}` })));
  if (waiting.length === 0) return null;
  return (
    <section aria-labelledby="sign">
      <h2 id="sign" className="part">
        {t('sign.title')}
      </h2>
      <ul className="plain">
        {waiting.map((one) => (
          <li key={`${one.id} ${one.signer}`}>
            <Button size="small" onClick={() => (sign.reset(), setOpen(one))}>
              {one.title}
            </Button>
          </li>
        ))}
      </ul>
      <Modal open={open !== undefined} title={open?.title} footer={null} onCancel={() => setOpen(undefined)} destroyOnHidden width={560}>
        <p>{t('sign.about')}</p>
        {sign.error && <Wrong problem={sign.error} />}
        <SignaturePad sign={(strokes) => sign.mutate(strokes)} busy={sign.isPending} />
      </Modal>
    </section>
  );
}
