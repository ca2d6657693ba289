import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Flex, Input, Modal, Select, Tag, Typography, Button, Timeline } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, done, type Schemas } from '../api/client';
import { Asked, type Field } from '../parts/Asked';
import { SetMobile } from './SetMobile';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Paged } from '../parts/Paged';
import { useOffices, useWords } from '../parts/words';
import { Who } from '../parts/Who';
import { dateTime } from '../texts/time';
import { Substitutions } from './Substitutions';
import { Verbatim } from '../parts/Verbatim';

type Row = Schemas['AccountView'];
const roles = ['clerk', 'manager', 'reviewer', 'designer', 'administrator', 'portal', 'worker'] as const;

/** People and systems: office, roles, groups; who stands in for whom. */
export default function People() {
  const { t } = useTranslation();
  const words = useWords();
  const offices = useOffices();
  const queries = useQueryClient();
  const [address, setAddress] = useSearchParams();
  const [changes, showChanges] = useState<Row | null>(null);
  const filter = { text: address.get('text') ?? undefined, role: address.get('role') ?? undefined, office: address.get('office') ?? undefined };
  const change = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(address);
    if (value) next.set(name, value);
    else next.delete(name);
    setAddress(next, { replace: true });
  };
  const again = () => void queries.invalidateQueries({ queryKey: ['accounts'] });
  const officeOptions = offices.offices.map((office) => ({ value: office.id, label: offices.name(office.id) }));
  const roleOptions = roles.map((role) => ({ value: role, label: words('role', role) }));
  const whatItIs = (row?: Row): Field[] => [
    { name: 'name', label: t('case.name'), initial: row?.name },
    { name: 'office', label: t('inbox.office'), kind: 'choice', options: officeOptions, initial: row?.office },
    { name: 'roles', label: t('admin.roles'), kind: 'many', options: roleOptions, initial: row?.roles },
    { name: 'groups', label: t('admin.groups'), kind: 'tags', optional: true, hint: t('admin.groupsHint'), options: roleOptions, initial: row?.groups ?? [] },
  ];
  const shows = (answer: Schemas['SecretBody']) => <Secret login={answer.account.login} secret={answer.secret} />;
  const columns: ColumnsType<Row> = [
    { title: t('signIn.login'), render: (_, row) => <span className="number">{row.login}</span> },
    { title: t('case.name'), dataIndex: 'name', minWidth: 60, render: (name: string) => <Verbatim>{name}</Verbatim> },
    {
      title: t('case.status'),
      render: (_, row) => (
        <>
          <Tag color={row.active ? 'green' : 'default'}>{t(row.active ? 'admin.active' : 'admin.closed')}</Tag>
          {row.locked && <Tag color="red">{t('admin.locked')}</Tag>}
          {row.deputy && <Tag>{t('admin.deputy')} <Who login={row.deputy} /></Tag>}
        </>
      ),
    },
    { title: t('admin.openTasks'), align: 'right', render: (_, row) => (row.openTasks ? <Link to={`/supervision/limits?person=${row.login}`}>{row.openTasks >= 100 ? '99+' : row.openTasks}</Link> : '–') },
    { title: t('inbox.office'), minWidth: 100, render: (_, row) => offices.name(row.office) },
    { title: t('admin.roles'), render: (_, row) => row.roles.map((role) => <Tag key={role}>{words('role', role)}</Tag>) },
    { title: t('admin.groups'), render: (_, row) => row.groups.map((group) => words('role', group)).join(' ') },
    { title: t('admin.mobileNumber'), render: (_, row) => <span className="number">{row.mobile ?? '–'}</span> },
    { title: t('admin.kind'), render: (_, row) => t(`admin.accountKind.${row.kind}`) },
    {
      title: t('supervision.actions'),
      fixed: 'end',
      render: (_, row) => (
        <Flex gap={4} wrap style={{ minWidth: 200 }}>
          <Asked
            size="small"
            label={t('admin.change')}
            title={`${t('admin.change')} · ${row.login}`}
            about={row.openTasks > 0 && <Alert type="info" showIcon title={t('admin.handOn', { count: row.openTasks })} />}
            fields={[...whatItIs(row), { name: 'active', label: t('admin.active'), kind: 'switch', initial: row.active }]}
            send={(given) => done(api.PUT('/api/v1/accounts/{id}', { params: { path: { id: row.id } }, body: { ...given, groups: given.groups ?? [] } as Schemas['AccountBody'] }))}
            done={again}
          />
          <Asked
            size="small"
            label={t(row.kind === 'system' ? 'admin.newToken' : 'admin.newPassword')}
            title={`${t(row.kind === 'system' ? 'admin.newToken' : 'admin.newPassword')} · ${row.login}`}
            about={<p>{t('admin.newSecretAbout')}</p>}
            fields={[]}
            send={() => done(api.POST('/api/v1/accounts/{id}/secret', { params: { path: { id: row.id } } }))}
            shows={shows}
            done={again}
          />
          {row.kind === 'person' && (
            <SetMobile
              size="small"
              title={`${t('admin.mobile')} · ${row.login}`}
              send={(body) => done(api.PUT('/api/v1/accounts/{id}/mobile', { params: { path: { id: row.id } }, body }))}
              done={again}
            />
          )}
          <Button size="small" onClick={() => showChanges(row)}>
            {t('admin.history')}
          </Button>
        </Flex>
      ),
    },
  ];
  return (
    <Page
      title={t('admin.pages.people')}
      extra={
        <Asked
          type="primary"
          label={t('admin.openAccount')}
          fields={[
            { name: 'login', label: t('signIn.login') },
            { name: 'kind', label: t('admin.kind'), kind: 'choice', initial: 'person', options: ['person', 'system'].map((kind) => ({ value: kind, label: t(`admin.accountKind.${kind}`) })) },
            ...whatItIs(),
          ]}
          send={(given) => done(api.POST('/api/v1/accounts', { body: given as Schemas['OpenAccount'] }))}
          shows={shows}
          done={again}
        />
      }
    >
      <Flex vertical gap={12}>
        <Flex gap={8} wrap role="search" aria-label={t('inbox.filters')}>
          <Input.Search allowClear aria-label={t('admin.find')} placeholder={t('admin.find')} defaultValue={filter.text} onSearch={(text) => change('text', text)} style={{ maxWidth: 260 }} />
          <Select allowClear aria-label={t('admin.roles')} placeholder={t('admin.roles')} style={{ minWidth: 140 }} value={filter.role} onChange={(role) => change('role', role)} options={roleOptions} />
          <Select allowClear showSearch optionFilterProp="label" aria-label={t('inbox.office')} placeholder={t('inbox.office')} style={{ minWidth: 180 }} value={filter.office} onChange={(office) => change('office', office)} options={officeOptions} />
        </Flex>
        <Paged
          queryKey={['accounts', filter]}
          read={(after) => done(api.GET('/api/v1/accounts', { params: { query: { ...filter, after, limit: 50 } } }))}
          rowKey={(row) => row.id}
          columns={columns}
          empty={t('admin.none.people')}
          csv={<Csv of="accounts" where={filter} />}
        />
        <Substitutions />
      </Flex>
      {changes && <Changes row={changes} close={() => showChanges(null)} />}
    </Page>
  );
}

function Secret({ login, secret }: { login: string; secret?: string | null }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('admin.once', { login })}
      description={
        <Typography.Text copyable code>
          {secret ?? ''}
        </Typography.Text>
      }
    />
  );
}

function Changes({ row, close }: { row: Row; close: () => void }) {
  const { t } = useTranslation();
  const changes = useQuery({ queryKey: ['accounts', row.id, 'changes'], queryFn: () => done(api.GET('/api/v1/accounts/{id}/changes', { params: { path: { id: row.id } } })) });
  return (
    <Modal open title={`${t('admin.history')} · ${row.login}`} footer={null} onCancel={close}>
      <Timeline
        items={(changes.data ?? []).map((one, place) => ({
          key: place,
          content: (
            <>
              <span className="number when">{dateTime(one.at)}</span> {t(`admin.accountChange.${one.change}`)} · <Who login={one.by} />
            </>
          ),
        }))}
      />
    </Modal>
  );
}
