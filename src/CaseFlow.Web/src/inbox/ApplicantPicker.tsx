import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, done } from '../api/client';

/** One person the cases are about, found as the search box finds cases: by name, ID number, phone, case number. */
export function ApplicantPicker({ value, change }: { value: string | undefined; change: (applicant: string | undefined) => void }) {
  const { t } = useTranslation();
  const [sought, seek] = useState('');
  const found = useQuery({
    queryKey: ['search', 'applicants', sought],
    queryFn: () => done(api.GET('/api/v1/search', { params: { query: { q: sought } } })),
    enabled: sought.length >= 2,
    staleTime: 60_000,
  });
  // A filter that came by an address knows the person by id alone: one of the cases tells the name.
  const known = useQuery({
    queryKey: ['inbox', 'applicant', value],
    queryFn: async () => (await done(api.GET('/api/v1/inbox', { params: { query: { View: 'all', Applicant: value, limit: 1 } } }))).items[0]?.applicant ?? null,
    enabled: value !== undefined,
    staleTime: 600_000,
  });
  const names = new Map((found.data?.hits ?? []).map((hit) => [hit.case.applicantId, `${hit.case.applicantName} · ${hit.case.number}`]));
  if (value && !names.has(value)) names.set(value, known.data ?? t('inbox.applicant'));
  return (
    <Select
      allowClear
      showSearch
      filterOption={false}
      aria-label={t('inbox.applicant')}
      placeholder={t('inbox.applicant')}
      style={{ minWidth: 140 }}
      popupMatchSelectWidth={false}
      value={value}
      onSearch={(text) => seek(text.trim())}
      onChange={change}
      loading={found.isFetching}
      notFoundContent={t(sought.length < 2 ? 'inbox.seekApplicant' : found.isFetching ? 'states.loading' : 'search.nothing')}
      options={[...names].map(([id, label]) => ({ value: id, label }))}
    />
  );
}
