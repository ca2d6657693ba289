import type { ThemeConfig } from 'antd';
import type { Locale } from '../texts';

const chinese = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC"';
// A Chinese font draws the quotes, dots and colons that both languages write as wide as a character: English asks it only for what Latin fonts lack.
const fonts: Record<Locale, string> = { 'zh-CN': `${chinese}, system-ui, sans-serif`, en: `"Segoe UI", "Helvetica Neue", Arial, ${chinese}, sans-serif` };

/** Contrast of text and controls is at least 4.5:1 on every ground used (WCAG 2.2, 1.4.3); colour is never the only sign. */
export const themeIn = (locale: Locale): ThemeConfig => ({
  token: {
    // Motion ends with a transition's end, and where that never comes (reduced motion; a server that refuses within one frame) a button would spin forever. Whoever works here all day wants the answer, not its entrance.
    motion: false,
    colorPrimary: '#0b5cad',
    colorInfo: '#0b5cad',
    colorSuccess: '#1a7f37',
    colorSuccessBg: '#e6f4ea',
    colorWarning: '#9a5b00',
    colorError: '#b42318',
    colorLink: '#0b5cad',
    colorTextSecondary: '#4a5563',
    colorTextTertiary: '#5c6672',
    colorTextDisabled: '#667080',
    colorTextPlaceholder: '#667080',
    borderRadius: 6,
    fontFamily: fonts[locale],
  },
  components: { Layout: { headerBg: '#ffffff', siderBg: '#ffffff', headerHeight: 52, headerPadding: '0 16px' }, Table: { cellPaddingBlockMD: 9 }, Descriptions: { colonMarginLeft: 0 } },
});
