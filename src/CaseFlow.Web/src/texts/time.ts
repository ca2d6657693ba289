import { localeNow } from './index';

// Business time is Shanghai's, wherever the browser stands.
const zone = 'Asia/Shanghai';

const format = (options: Intl.DateTimeFormatOptions) => (instant: string | number | Date) =>
  new Intl.DateTimeFormat(localeNow() === 'en' ? 'en-GB' : 'zh-CN', { timeZone: zone, ...options }).format(new Date(instant));

export const dateTime = format({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false });
export const date = format({ year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short' });
export const shortDate = format({ month: 'numeric', day: 'numeric' });
export const time = format({ hour: '2-digit', minute: '2-digit', hour12: false });
