import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, type ReactNode } from 'react';
import { api, done, Problem, type Schemas } from '../api/client';
import { SignIn, SignInAgain } from './SignIn';
import { Waiting, Wrong } from '../parts/States';

type Me = Schemas['Me'];
const Session = createContext<Me | null>(null);

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(Session);
  if (!me) throw new Error('Nobody is signed in here.');
  return me;
}

export const useRole = (...roles: string[]) => useMe().roles.some((role) => roles.includes(role));

/** Whether who is signed in may take a task of these groups. */
export function useMayTake() {
  const me = useMe();
  return (groups: string[]) => groups.some((group) => me.roles.includes(group) || me.groups.includes(group));
}

/** Shows the desk to somebody who is signed in, the sign-in page to anybody else. Who was signed in and is no longer signs in above the page: what was typed there stays. */
export function SignedIn({ children }: { children: ReactNode }) {
  const me = useQuery({ queryKey: ['me'], queryFn: () => done(api.GET('/api/v1/me')), staleTime: 60_000, refetchOnWindowFocus: true });
  const out = me.error instanceof Problem && (me.error.status === 401 || me.error.status === 403);
  if (me.data)
    return (
      <Session value={me.data}>
        {children}
        {out && <SignInAgain login={me.data.login} />}
      </Session>
    );
  if (out) return <SignIn />;
  if (me.error) return <Wrong problem={me.error} retry={() => void me.refetch()} />;
  return <Waiting />;
}
