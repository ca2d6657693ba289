const chinese = /(\p{Script=Han}[\p{Script=Han}\p{P}\p{Nd}]*)/u;

/** What people are called or have written, as it is: where that is Chinese in an English page, a screen reader is told (WCAG 3.1.2). */
export function Verbatim({ children }: { children: string | null | undefined }) {
  return <>{children?.split(chinese).map((part, place) => (place % 2 === 1 ? <span key={place} lang="zh-CN">{part}</span> : part))}</>;
}
