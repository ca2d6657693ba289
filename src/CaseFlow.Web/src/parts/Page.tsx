import { useEffect, type ReactNode } from 'react';

/** A page: its title, also in the window, and what belongs beside it. */
export function Page({ title, extra, children }: { title: string; extra?: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · CaseFlow`;
  }, [title]);
  return (
    <>
      <div className="page-head">
        <h1>{title}</h1>
        <span className="grow" />
        {extra}
      </div>
      {children}
    </>
  );
}
