import { expect, test } from 'vitest';
import en from './en.json';
import zh from './zh-CN.json';

type Texts = { [key: string]: string | Texts };
const keys = (texts: Texts, before = ''): string[] =>
  Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [before + key] : keys(value, `${before}${key}.`)));
// English says «1 day», «2 days»; Chinese has one form.
const withoutPlurals = (all: string[]) => [...new Set(all.map((key) => key.replace(/_(one|other)$/, '')))].sort();

test('both languages have the same texts', () => {
  expect(withoutPlurals(keys(en))).toEqual(withoutPlurals(keys(zh)));
});

test('no text is empty', () => {
  const texts = (part: Texts): string[] => Object.values(part).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)));
  expect([...texts(en), ...texts(zh)].filter((text) => text.trim() === '')).toEqual([]);
});

test('a text has the same placeholders in both languages', () => {
  const at = (part: Texts, key: string) => key.split('.').reduce<Texts | string | undefined>((inner, name) => (inner as Texts | undefined)?.[name], part);
  const holes = (text: Texts | string | undefined) => [...String(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map((hole) => hole[1]).sort();
  for (const key of keys(zh)) expect(holes(at(en, key) ?? at(en, `${key}_other`)), key).toEqual(holes(at(zh, key)));
});
