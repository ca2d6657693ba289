import Form from '@rjsf/antd';
import type { ErrorSchema, RJSFSchema, UiSchema } from '@rjsf/utils';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../api/client';
import { localeNow } from '../texts';
import ScanField from './ScanField';
import { validator } from './schemaValidator';
import { ticked } from './ticked';

type Json = Record<string, unknown>;

/** A form of a process. The server checks by the same schema; what it finds stands beside the field.
 * @param schema JSON Schema with titles in every locale (`x-titles`, `x-enumTitles`).
 * @param reasons What the server refused, by field.
 */
export default function SchemaForm({
  schema,
  value,
  change,
  reasons = [],
  disabled,
  children,
}: {
  schema: Json;
  value: Json;
  change: (value: Json) => void;
  reasons?: Reason[];
  disabled?: boolean;
  children?: ReactNode;
}) {
  const { i18n } = useTranslation();
  const shown = useMemo(() => localised(schema) as RJSFSchema, [schema, i18n.language]);
  const extraErrors = useMemo(() => besideFields(reasons), [reasons]);
  return (
    <Form
      schema={{ ...shown, title: undefined, description: undefined }}
      uiSchema={look(shown)}
      formData={value}
      onChange={(event) => change(ticked(shown, value, event.formData as Json))}
      widgets={widgets}
      validator={validator}
      extraErrors={extraErrors}
      extraErrorsBlockSubmit={false}
      showErrorList={false}
      noHtml5Validate
      noValidate
      experimental_defaultFormStateBehavior={{ constAsDefaults: 'never', emptyObjectFields: 'skipDefaults' }}
      disabled={disabled}
      tagName="div"
    >
      {children ?? <></>}
    </Form>
  );
}

/** The schema with the titles of the language that is spoken. */
export function localised(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(localised);
  if (typeof part !== 'object' || part === null) return part;
  const { 'x-titles': titles, 'x-descriptions': descriptions, 'x-enumTitles': names, $schema: _schema, $id: _id, ...rest } = part as Json;
  const result = Object.fromEntries(Object.entries(rest).map(([name, inner]) => [name, localised(inner)]));
  const mine = (texts: unknown) => (texts as Record<string, string> | undefined)?.[localeNow()];
  // What only the portal fills in is not asked at a desk.
  if (typeof result.properties === 'object' && result.properties !== null)
    result.properties = Object.fromEntries(Object.entries(result.properties as Json).filter(([, property]) => (property as Json)['x-channel'] !== 'app'));
  // A list of codes is a set: the form library then offers boxes to tick.
  if (rest.type === 'array') result.uniqueItems = true;
  if (mine(titles)) result.title = mine(titles);
  if (mine(descriptions)) result.description = mine(descriptions);
  if (names && Array.isArray(rest.enum)) {
    delete result.enum;
    result.oneOf = rest.enum.map((code) => ({ const: code, title: mine((names as Json)[String(code)]) ?? String(code) }));
  }
  return result;
}

const widgets = { scan: ScanField };

/** Long texts get room, lists of codes are boxes to tick. */
function look(schema: RJSFSchema): UiSchema {
  const ui: UiSchema = { 'ui:submitButtonOptions': { norender: true } };
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (typeof property !== 'object') continue;
    if ((property as Json)['x-input'] === 'scan') ui[name] = { 'ui:widget': 'scan' };
    if (property.type === 'string' && (property.maxLength ?? 0) > 120) ui[name] = { 'ui:widget': 'textarea' };
    const items = property.items;
    if (property.type === 'array' && typeof items === 'object' && !Array.isArray(items) && (items.enum || items.oneOf)) ui[name] = { 'ui:widget': 'checkboxes' };
  }
  return ui;
}

/** `data.note` is the field `note`. */
function besideFields(reasons: Reason[]): ErrorSchema {
  const errors: Json = {};
  for (const reason of reasons) {
    const path = (reason.field ?? '').split('.').filter((part) => part && part !== 'data');
    if (path.length === 0) continue;
    let place = errors;
    for (const part of path) place = (place[part] ??= {}) as Json;
    place.__errors = [...((place.__errors as string[] | undefined) ?? []), reason.message];
  }
  return errors as ErrorSchema;
}
