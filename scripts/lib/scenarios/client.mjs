// The public HTTP API and the sandbox's control calls, as the scenarios use them. Nothing else of the server is touched.
import { randomUUID } from 'node:crypto';

/** The server said no. The message is what a reader of `FAIL …` needs: status, code, every reason. */
export class Refused extends Error {
  constructor(method, path, status, body) {
    const reasons = (body?.reasons ?? []).map(r => [r.code, r.field, r.message].filter(Boolean).join(' ')).join('; ');
    super(`${method} ${path} → ${status} ${body?.code ?? ''} ${body?.detail ?? body?.title ?? ''} ${reasons}`.replace(/\s+/g, ' ').trim());
    this.status = status;
    this.code = body?.code;
  }
}

async function send(base, method, path, body, headers) {
  let response;
  try {
    response = await fetch(base + path, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), accept: 'application/json', ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
  } catch (e) {
    throw new Error(`${method} ${base}${path}: ${e.cause?.message ?? e.message}`);
  }
  const text = await response.text();
  let parsed;
  try {
    parsed = text ? JSON.parse(text) : undefined;
  } catch {
    parsed = { detail: text.slice(0, 200) };
  }
  return { status: response.status, body: parsed, cookies: response.headers.getSetCookie?.() ?? [] };
}

/** Calls `/api/v1` as one of the demo accounts (`clerk.ceshilu`, `manager`, …) or as a system (`token:demo-portal`). */
export class Api {
  #cookies = new Map();

  constructor(base, trace = () => {}) {
    this.base = `${base.replace(/\/$/, '')}/api/v1`;
    this.trace = trace;
  }

  async call(actor, method, path, body) {
    const headers = { 'accept-language': 'en', ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }) };
    let answer = await send(this.base, method, path, body, { ...headers, ...await this.#credentials(actor) });
    if (answer.status === 401 && this.#cookies.delete(actor)) // the sign-in ran out: the virtual clock may have moved by months
      answer = await send(this.base, method, path, body, { ...headers, ...await this.#credentials(actor) });
    this.trace(`${actor} ${method} ${path} ${JSON.stringify(body ?? '')} → ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 600)}`);
    if (answer.status >= 400) throw new Refused(method, path, answer.status, answer.body);
    return answer.body;
  }

  async #credentials(actor) {
    if (actor === 'anonymous') return {};
    if (actor.startsWith('token:')) return { authorization: `Bearer ${actor.slice(6)}` };
    if (!this.#cookies.has(actor)) {
      const answer = await send(this.base, 'POST', '/sign-in', { login: actor, password: 'caseflow' });
      if (answer.status >= 400) throw new Refused(`sign-in of ${actor}:`, '/sign-in', answer.status, answer.body);
      this.#cookies.set(actor, answer.cookies.map(c => c.split(';')[0]).join('; '));
    }
    return { cookie: this.#cookies.get(actor) };
  }
}

/** The sandbox: what the outside world knows and does. Control calls need no key; the few questions asked as a partner show the demo's. */
export class Sandbox {
  #headers = { authorization: `Bearer ${process.env.Sandbox__ApiKey ?? 'sandbox-key'}` };

  constructor(base, trace = () => {}) {
    this.base = base.replace(/\/$/, '');
    this.trace = trace;
  }

  async call(method, path, body) {
    const answer = await send(this.base, method, path, body, this.#headers);
    this.trace(`sandbox ${method} ${path} ${JSON.stringify(body ?? '')} → ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 600)}`);
    if (answer.status >= 400) throw new Refused(`sandbox ${method}`, path, answer.status, answer.body);
    const webhook = answer.body?.webhook;
    if (webhook && webhook.status !== 200) {
      const said = webhook.status === 202 ? { detail: 'nobody waits for this event' } : typeof webhook.body === 'string' ? parse(webhook.body) : webhook.body;
      throw new Refused('webhook of', path, webhook.status, said);
    }
    return answer.body;
  }
}

const parse = text => {
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text };
  }
};
