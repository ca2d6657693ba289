import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Reason } from '../api/client';
import { faultOf, normalised } from './idNumber';

export interface PersonInput {
  name?: string;
  idNumber?: string;
  mobile?: string;
  address?: string;
}

/** A person as a form asks for: the ID number is checked while it is typed, what the server found stands beside its field. */
export function PersonFields({
  role,
  title,
  value,
  change,
  reasons = [],
  contact = false,
  focus = false,
}: {
  role: string;
  title: string;
  value: PersonInput;
  change: (value: PersonInput) => void;
  reasons?: Reason[];
  contact?: boolean;
  focus?: boolean;
}) {
  const { t } = useTranslation();
  const fault = value.idNumber ? faultOf(value.idNumber) : null;
  const said = (field: string) => reasons.filter((reason) => reason.field === `parties.${role}.${field}`).map((reason) => reason.message);
  const item = (field: keyof PersonInput, label: string, hint: string | undefined, input: React.ReactNode, required = true) => {
    const wrong = said(field);
    return (
      <Form.Item label={label} required={required} htmlFor={`${role}-${field}`} validateStatus={wrong.length ? 'error' : hint ? 'warning' : undefined} help={wrong[0] ?? hint}>
        {input}
      </Form.Item>
    );
  };
  const set = (field: keyof PersonInput) => (event: React.ChangeEvent<HTMLInputElement>) => change({ ...value, [field]: event.target.value });
  return (
    <fieldset className="person">
      <legend>{title}</legend>
      {item('name', t('case.name'), undefined, <Input id={`${role}-name`} value={value.name} onChange={set('name')} autoFocus={focus} autoComplete="off" maxLength={50} />)}
      {item(
        'idNumber',
        t('case.idNumber'),
        fault && value.idNumber!.length >= 18 ? t(`person.fault.${fault}`) : undefined,
        <Input
          id={`${role}-idNumber`}
          className="number"
          value={value.idNumber}
          onChange={set('idNumber')}
          onBlur={() => value.idNumber && change({ ...value, idNumber: normalised(value.idNumber) })}
          autoComplete="off"
          maxLength={24}
        />,
      )}
      {contact && item('mobile', t('case.mobile'), undefined, <Input id={`${role}-mobile`} className="number" inputMode="numeric" value={value.mobile} onChange={set('mobile')} autoComplete="off" maxLength={11} />, false)}
      {contact && item('address', t('person.address'), undefined, <Input id={`${role}-address`} value={value.address} onChange={set('address')} autoComplete="off" maxLength={200} />, false)}
    </fieldset>
  );
}

/** People as the API takes them: empty fields are left out, and whoever has neither name nor number is not there. */
export const named = (people: Record<string, PersonInput>) =>
  Object.fromEntries(
    Object.entries(people)
      .filter(([, person]) => person.name?.trim() || person.idNumber?.trim())
      .map(([role, person]) => [
        role,
        { name: person.name?.trim() ?? '', idNumber: normalised(person.idNumber ?? ''), mobile: person.mobile?.trim() || undefined, address: person.address?.trim() || undefined },
      ]),
  );
