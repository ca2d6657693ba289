import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';

export type Kind = 'process' | 'state' | 'step' | 'decision' | 'reason' | 'event' | 'outcome' | 'port' | 'holiday' | 'role' | 'fact' | 'value' | 'rule' | 'tell' | 'message';

// The words of the processes that are installed: the desk knows no domain, the server tells how its codes are called.
const useListWords = () => {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['words', i18n.language],
    queryFn: () => done(api.GET('/api/v1/words/{locale}', { params: { path: { locale: i18n.language } } })),
    staleTime: Infinity,
  });
};

/** What a code is called; the code itself where it has no word. */
export function useWords() {
  const words = useListWords();
  return (kind: Kind, code: string | null | undefined) => (code ? (words.data?.[kind]?.[code] ?? code) : '');
}

/** What a code is called that may be of several kinds: the first of them that has a word for it. */
export function useWordOf(...kinds: Kind[]) {
  const words = useWords();
  return (code: string) => kinds.map((kind) => words(kind, code)).find((word) => word !== code) ?? code;
}

/** What a value of a case or a decision is called: processes use codes of several kinds as values. */
export const useValue = () => useWordOf('value', 'reason', 'decision', 'state', 'event', 'fact');

/** All codes of a kind with their words, for a list to choose from. */
export function useWordList() {
  const words = useListWords();
  return (kind: Kind): Record<string, string> => words.data?.[kind] ?? {};
}

// There are hundreds of these words, so they are read only where they are needed. What stands in the file of the process is the code.
const useManyWords = (kind: 'activity' | 'source') => {
  const { i18n } = useTranslation();
  const words = useQuery({
    queryKey: ['words', i18n.language, kind],
    queryFn: () => done(api.GET('/api/v1/words/{locale}/{kind}', { params: { path: { locale: i18n.language, kind } } })),
    staleTime: Infinity,
  });
  return (code: string) => words.data?.[code] ?? code;
};

/** What an activity is called. */
export const useActivities = () => useManyWords('activity');

/** What a rule of a decision table cites. */
export const useSources = () => useManyWords('source');

/** Name of an office. */
export function useOffices() {
  const { i18n } = useTranslation();
  const offices = useQuery({ queryKey: ['offices'], queryFn: () => done(api.GET('/api/v1/offices')), staleTime: 600_000 });
  const name = (id: string | null | undefined) => {
    const office = offices.data?.find((one) => one.id === id);
    return office ? (i18n.language === 'en' ? office.nameEn : office.nameZh) : (id ?? '');
  };
  return { offices: offices.data ?? [], name };
}
