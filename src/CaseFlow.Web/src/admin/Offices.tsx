import { useQueryClient } from '@tanstack/react-query';
import { Flex, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { api, done, type Schemas } from '../api/client';
import { Asked } from '../parts/Asked';
import { Csv } from '../parts/Csv';
import { Page } from '../parts/Page';
import { Nothing } from '../parts/States';
import { useOffices } from '../parts/words';
import { Verbatim } from '../parts/Verbatim';

/** The tree of offices. An id and a place never change: cases and rights refer to them. */
export default function Offices() {
  const { t } = useTranslation();
  const { offices, name } = useOffices();
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: ['offices'] });
  return (
    <Page
      title={t('admin.pages.offices')}
      extra={
        <Flex gap={8}>
        <Csv of="offices" />
        <Asked
          type="primary"
          label={t('admin.openOffice')}
          fields={[
            { name: 'id', label: t('admin.officeId'), hint: t('admin.officeIdHint') },
            { name: 'parent', label: t('admin.parent'), kind: 'choice', options: offices.filter((office) => office.kind !== 'station').map((office) => ({ value: office.id, label: name(office.id) })) },
            { name: 'kind', label: t('admin.kind'), kind: 'choice', initial: 'station', options: ['district', 'station'].map((kind) => ({ value: kind, label: t(`admin.officeKind.${kind}`) })) },
            { name: 'nameZh', label: t('admin.nameZh') },
            { name: 'nameEn', label: t('admin.nameEn') },
          ]}
          send={(given) => done(api.POST('/api/v1/offices', { body: given as Schemas['OpenOffice'] }))}
          done={again}
        />
        </Flex>
      }
    >
      <Table
        size="middle"
        rowKey="id"
        pagination={false}
        dataSource={offices}
        locale={{ emptyText: <Nothing text={t('admin.none.offices')} /> }}
        columns={[
          { title: t('admin.nameZh'), render: (_, row) => <span style={{ paddingInlineStart: 20 * (row.path.split('/').length - 1) }}><Verbatim>{row.nameZh}</Verbatim></span> },
          { title: t('admin.nameEn'), dataIndex: 'nameEn' },
          { title: t('admin.kind'), render: (_, row) => t(`admin.officeKind.${row.kind}`) },
          { title: t('admin.officeId'), dataIndex: 'id' },
          {
            title: t('supervision.actions'),
            render: (_, row) => (
              <Asked
                size="small"
                label={t('admin.rename')}
                fields={[
                  { name: 'nameZh', label: t('admin.nameZh'), initial: row.nameZh },
                  { name: 'nameEn', label: t('admin.nameEn'), initial: row.nameEn },
                ]}
                send={(given) => done(api.PUT('/api/v1/offices/{id}', { params: { path: { id: row.id } }, body: given as Schemas['OfficeBody'] }))}
                done={again}
              />
            ),
          },
        ]}
      />
    </Page>
  );
}
