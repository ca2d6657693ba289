import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { speak } from '../api/client';
import en from './en.json';
import zh from './zh-CN.json';

export const locales = { 'zh-CN': '中文', en: 'English' } as const;
export type Locale = keyof typeof locales;

const remembered = localStorage.getItem('caseflow.locale');
const first: Locale = remembered === 'en' ? 'en' : 'zh-CN';

void i18next.use(initReactI18next).init({
  lng: first,
  fallbackLng: 'zh-CN',
  resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
});
speak(first);
document.documentElement.lang = first;

export const localeNow = (): Locale => (i18next.language === 'en' ? 'en' : 'zh-CN');

export function changeLocale(locale: Locale) {
  localStorage.setItem('caseflow.locale', locale);
  speak(locale);
  document.documentElement.lang = locale;
  void i18next.changeLanguage(locale);
}

/** A text that the server gives in every locale. */
export const inLocale = (texts: Record<string, string> | undefined | null, otherwise = '') => texts?.[localeNow()] ?? texts?.['zh-CN'] ?? otherwise;
