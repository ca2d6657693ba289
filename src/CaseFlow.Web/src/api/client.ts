import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';

/** The shapes of the API by their names there. */
export type Schemas = components['schemas'];

/** One thing that was wrong, with its stable code and the input it concerns. */
export interface Reason {
  code: string;
  message: string;
  field?: string | null;
}

/** What the server refused or could not do: RFC 9457, with every reason at once. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly reasons: Reason[],
  ) {
    super(reasons[0]?.message ?? title);
  }

  /** The server is away or restarting: what was typed is kept, asking again may help. */
  get isAway() {
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }

  /** The reasons that concern one input. */
  of(field: string) {
    return this.reasons.filter((reason) => reason.field === field);
  }
}

interface ProblemBody {
  title?: string;
  code?: string;
  detail?: string;
  reasons?: Reason[];
}

let language = 'zh-CN';
const speaks: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language);
    return request;
  },
};

/** The language in which the server says what is wrong. */
export function speak(locale: string) {
  language = locale;
}

export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });
api.use(speaks);

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The answer's body, or a thrown {@link Problem}. */
export async function done<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch {
    throw new Problem(0, 'server-away', '', []);
  }
  if (answer.response.ok) return answer.data as T;
  const body = (typeof answer.error === 'object' && answer.error !== null ? answer.error : {}) as ProblemBody;
  throw new Problem(answer.response.status, body.code ?? `http-${answer.response.status}`, body.title ?? body.detail ?? '', body.reasons ?? []);
}

/** A key that makes a repeated command be done once. A form keeps it until the server has answered. */
export const newKey = () => crypto.randomUUID();
