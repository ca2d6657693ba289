import { useQuery } from '@tanstack/react-query';
import { api, done } from '../api/client';
import { useWords } from './words';
import { Verbatim } from './Verbatim';

// Everybody who is named on a page for the first time is asked for in one request.
let next: { logins: Set<string>; names: Promise<Record<string, string>> } | undefined;

const gather = () => {
  const logins = new Set<string>();
  const names = new Promise<void>((go) => setTimeout(go)).then(() => {
    next = undefined;
    return done(api.GET('/api/v1/accounts/names', { params: { query: { login: [...logins] } } }));
  });
  return { logins, names };
};

const nameOf = async (login: string) => {
  next ??= gather();
  next.logins.add(login);
  return (await next.names)[login] ?? null;
};

/** Somebody by name: a person, a system, or the server itself. The login shows where there is no name, and under the pointer. */
export function Who({ login }: { login: string | null | undefined }) {
  const words = useWords();
  const name = useQuery({ queryKey: ['who', login], queryFn: () => nameOf(login!), enabled: Boolean(login), staleTime: 3_600_000 });
  return login ? <span title={login}>{name.data ? <Verbatim>{name.data}</Verbatim> : words('role', login)}</span> : null;
}
