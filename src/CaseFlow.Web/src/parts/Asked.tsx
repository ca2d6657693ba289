import { useMutation } from '@tanstack/react-query';
import { App, Button, DatePicker, Flex, Form, Input, InputNumber, Modal, Select, Switch } from 'antd';
import type { ButtonProps } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client';
import { Wrong } from './States';

/** One thing that a command needs to know.
 * `lines` are several texts, one a line; `many` several codes of a list. */
export interface Field {
  name: string;
  label: string;
  kind?: 'text' | 'long' | 'lines' | 'date' | 'number' | 'choice' | 'many' | 'tags' | 'switch';
  options?: { value: string | number; label: ReactNode }[];
  optional?: boolean;
  initial?: unknown;
  hint?: string;
}

export type Given = Record<string, unknown>;

const day = 'YYYY-MM-DD';

const control = (field: Field) => {
  switch (field.kind) {
    case 'long':
      return <Input.TextArea maxLength={500} showCount autoSize={{ minRows: 3 }} />;
    case 'lines':
      return <Input.TextArea autoSize={{ minRows: 2 }} />;
    case 'date':
      return <DatePicker format={day} style={{ width: '100%' }} />;
    case 'number':
      return <InputNumber style={{ width: '100%' }} />;
    case 'choice':
      return <Select showSearch optionFilterProp="label" allowClear={field.optional} options={field.options} />;
    case 'many':
      return <Select mode="multiple" optionFilterProp="label" options={field.options} />;
    case 'tags':
      return <Select mode="tags" options={field.options} tokenSeparators={[',', ' ', '，']} />;
    case 'switch':
      return <Switch />;
    default:
      return <Input maxLength={200} />;
  }
};

const asSent = (field: Field, value: unknown) => {
  if (field.kind === 'lines') return String(value ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
  if (field.kind === 'date') return dayjs.isDayjs(value) ? value.format(day) : undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return value ?? undefined;
};

/** A button for a command that needs words: asks for them, keeps what was typed when the server refuses, and shows every reason.
 * @param send Sends the command; what it answers may be shown instead of closing. */
export function Asked<T>({
  label,
  title = label,
  about,
  fields,
  send,
  done,
  shows,
  ...button
}: {
  label: string;
  title?: string;
  about?: ReactNode;
  fields: Field[];
  send: (given: Given) => Promise<T>;
  done?: (answer: T) => void;
  shows?: (answer: T) => ReactNode;
} & Omit<ButtonProps, 'title' | 'onClick' | 'children' | 'about'>) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<Given>();
  const command = useMutation({
    mutationFn: (given: Given) => send(Object.fromEntries(fields.map((field) => [field.name, asSent(field, given[field.name])]))),
    onSuccess: (answer) => {
      done?.(answer);
      if (shows) return;
      void message.success(t('action.done'));
      setOpen(false);
    },
  });
  const reasons = command.error instanceof Problem ? command.error.reasons : [];
  return (
    <>
      <Button
        {...button}
        onClick={() => {
          command.reset();
          setOpen(true);
        }}
      >
        {label}
      </Button>
      <Modal
        open={open}
        title={title}
        destroyOnHidden
        onCancel={() => setOpen(false)}
        footer={
          <Flex justify="end" gap={8}>
            <Button onClick={() => setOpen(false)}>{t(command.data && shows ? 'action.close' : 'action.cancel')}</Button>
            {!(command.data && shows) && (
              <Button type="primary" danger={button.danger} loading={command.isPending} onClick={() => form.submit()}>
                {label}
              </Button>
            )}
          </Flex>
        }
      >
        {command.data && shows ? (
          shows(command.data)
        ) : (
          <Form form={form} layout="vertical" preserve={false} initialValues={Object.fromEntries(fields.map((field) => [field.name, field.initial]))} onFinish={(given) => command.mutate(given)}>
            {about}
            {fields.map((field) => (
              <Form.Item
                key={field.name}
                name={field.name}
                label={field.label}
                extra={field.hint}
                valuePropName={field.kind === 'switch' ? 'checked' : 'value'}
                rules={field.optional || field.kind === 'switch' ? [] : [{ required: true, message: t('action.missing', { what: field.label }) }]}
                validateStatus={reasons.some((reason) => reason.field === field.name) ? 'error' : undefined}
              >
                {control(field)}
              </Form.Item>
            ))}
            {command.error && <Wrong problem={command.error} />}
          </Form>
        )}
      </Modal>
    </>
  );
}
