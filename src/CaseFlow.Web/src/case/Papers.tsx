import { useQuery } from '@tanstack/react-query';
import { Button, Flex, List, Modal } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { Nothing, Waiting, Wrong } from '../parts/States';
import { Who } from '../parts/Who';
import { locales } from '../texts';
import { dateTime } from '../texts/time';
import { ToSign, useListPapers } from './ToSign';
import { Verbatim } from '../parts/Verbatim';

/** The papers of a case: looked at and printed here. */
export function Papers({ number }: { number: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Schemas['PaperView'] | null>(null);
  const papers = useListPapers(number);
  if (papers.error && !papers.data) return <Wrong problem={papers.error} retry={() => void papers.refetch()} />;
  if (!papers.data) return <Waiting />;
  if (papers.data.length === 0) return <Nothing text={t('case.none.papers')} />;
  return (
    <>
      <ToSign number={number} />
      <List
        dataSource={papers.data}
        renderItem={(paper) => (
          <List.Item
            actions={[
              <Button key="show" onClick={() => setOpen(paper)}>
                {t('action.preview')}
              </Button>,
            ]}
          >
            <List.Item.Meta title={<span lang={paper.locale}>{paper.title}</span>} description={
                <>
                  {dateTime(paper.issuedAt)} · <Who login={paper.issuedBy} /> · <Verbatim>{[locales[paper.locale as keyof typeof locales], ...paper.signatures.map((place) => t(place.signedAt ? 'sign.given' : 'sign.missing', { what: place.label }))].join(' · ')}</Verbatim>
                </>
              }
            />
          </List.Item>
        )}
      />
      {open && <Paper number={number} paper={open} close={() => setOpen(null)} />}
    </>
  );
}

function Paper({ number, paper, close }: { number: string; paper: Schemas['PaperView']; close: () => void }) {
  const { t } = useTranslation();
  const frame = useRef<HTMLIFrameElement>(null);
  const html = useQuery({
    queryKey: ['case', number, 'paper', paper.id],
    queryFn: () => done(api.GET('/api/v1/cases/{number}/papers/{id}', { params: { path: { number, id: paper.id } }, parseAs: 'text' })),
  });
  return (
    <Modal
      open
      onCancel={close}
      title={<span lang={paper.locale}>{paper.title}</span>}
      width={860}
      footer={
        <Flex justify="end" gap={8}>
          <Button onClick={close}>{t('action.close')}</Button>
          <Button type="primary" disabled={!html.data} onClick={() => frame.current?.contentWindow?.print()}>
            {t('action.print')}
          </Button>
        </Flex>
      }
    >
      {html.error && <Wrong problem={html.error} />}
      {html.data ? <iframe ref={frame} title={paper.title} sandbox="allow-same-origin allow-modals" srcDoc={html.data as unknown as string} className="paper" /> : <Waiting />}
    </Modal>
  );
}
