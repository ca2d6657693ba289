const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checks = '10X98765432';

/** Full width to half width, blanks away, `x` to `X`: as readers and hands give it. */
export const normalised = (text: string) =>
  text
    .replace(/[\uff01-\uff5e]/g, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0))
    .replace(/\s/g, '')
    .toUpperCase();

/** What is wrong with a citizen identity number (GB 11643-1999), while it is typed; null when nothing is. The server decides. */
export function faultOf(text: string, today = new Date()): 'length' | 'characters' | 'date' | 'check' | null {
  const number = normalised(text);
  if (number.length !== 18) return 'length';
  if (!/^\d{17}[\dX]$/.test(number)) return 'characters';
  const [year, month, day] = [Number(number.slice(6, 10)), Number(number.slice(10, 12)), Number(number.slice(12, 14))];
  const born = new Date(Date.UTC(year, month - 1, day));
  if (born.getUTCFullYear() !== year || born.getUTCMonth() !== month - 1 || born.getUTCDate() !== day || born > today) return 'date';
  const sum = weights.reduce((all, weight, place) => all + weight * Number(number[place]), 0);
  return checks[sum % 11] === number[17] ? null : 'check';
}
