// The callers: they open cases and complete their tasks, and repeat with the same Idempotency-Key whatever was not answered. What they were told is the ledger.
import { sleep } from './installation.mjs';

const PAYLOAD = 'x'.repeat(850);

/** Sums what went wrong, by kind. */
class Counts {
  errors = {};
  repeats = 0;

  add(kind) {
    this.errors[kind] = (this.errors[kind] ?? 0) + 1;
  }
}

export class Load {
  ledger = { starts: [], signals: [] };
  counts = new Counts();
  troubles = [];
  stopping = false;
  #number = 0;

  constructor(installation, chance) { Object.assign(this, { installation, chance }); }

  async signIn() {
    const answer = await fetch(`${this.installation.nodes[0].url}/api/v1/sign-in`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ login: 'clerk.ceshilu', password: 'caseflow' }) });
    if (!answer.ok) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`);
    this.cookie = answer.headers.getSetCookie().map(cookie => cookie.split(';')[0]).join('; ');
  }

  /** Until `stopping`; then every client ends what it has begun. */
  async run(clients) {
    await Promise.all(Array.from({ length: clients }, async () => {
      while (!this.stopping) await this.#oneCase();
    }));
  }

  async #oneCase() {
    const start = this.#startOf(this.chance.onceIn(4) ? 'w2' : 'w1');
    this.ledger.starts.push(start);
    const answer = await this.#insist(start, 'POST', '/cases', start.body);
    if (!answer) return;
    start.acknowledged = answer.case.number;
    if (this.chance.onceIn(25)) await this.#again(start, 'POST', '/cases', start.body);
    if (this.chance.onceIn(10)) return; // left open
    const task = answer.case.tasks[0] ?? await this.#taskOf(start.acknowledged);
    if (!task) return;
    const signal = { key: `signal-${++this.#number}`, number: start.acknowledged, mayGiveUp: this.chance.onceIn(20) };
    this.ledger.signals.push(signal);
    const path = `/tasks/${task.id}/complete`, body = { outcome: 'Approve', data: { reference: signal.key } };
    const completed = await this.#insist(signal, 'POST', path, body);
    if (!completed) return;
    signal.acknowledged = completed.case.number;
    if (this.chance.onceIn(25)) await this.#again(signal, 'POST', path, body);
    // Somebody else who presses the button later must be told that it is done.
    if (this.chance.onceIn(25)) await this.#insist({ key: `late-${++this.#number}`, refusal: 'task-already-ended' }, 'POST', path, body);
  }

  #startOf(process) {
    const reference = `start-${++this.#number}`;
    return {
      key: reference, process, mayGiveUp: this.chance.onceIn(20),
      body: { process, office: 'ceshilu', channel: 'counter', parties: { applicant: person(Math.floor(this.chance.next() * 200)) }, data: { reference, text: PAYLOAD } },
    };
  }

  async #taskOf(number) {
    for (;;) {
      const inbox = await this.#insist({ key: null }, 'GET', `/tasks?view=group&case=${number}`);
      if (inbox?.items[0]) return inbox.items[0];
      if (this.stopping) return null;
      await sleep(500);
    }
  }

  /** The same request once more, though it was answered: the answer must be the same. */
  async #again(sent, method, path, body) {
    const answer = await this.#insist({ key: sent.key }, method, path, body);
    if (answer && answer.case.number !== sent.acknowledged) this.troubles.push(`${sent.key} was answered ${sent.acknowledged} and, repeated, ${answer.case.number}`);
  }

  /** Sends until it is answered. A refusal is an answer, and here always a wrong one, unless it is the expected one. */
  async #insist(sent, method, path, body) {
    const since = Date.now();
    for (let tries = 0; ; tries++) {
      if (tries > 0) {
        this.counts.repeats++;
        if (sent.mayGiveUp && this.chance.onceIn(2)) { sent.givenUp = true; return null; }
        if (Date.now() - since > 150_000) { this.troubles.push(`${sent.key ?? path} was not answered in 150 s`); return null; }
        await sleep(this.chance.between(50, 400));
      }
      const node = this.chance.oneOf(this.installation.nodes);
      let answer;
      try {
        answer = await fetch(`${node.url}/api/v1${path}`, {
          method, body: body && JSON.stringify(body), signal: AbortSignal.timeout(10_000),
          headers: { cookie: this.cookie, 'accept-language': 'en', ...(body ? { 'content-type': 'application/json' } : {}), ...(sent.key ? { 'idempotency-key': sent.key } : {}) },
        });
        const text = await answer.text();
        if (answer.ok && sent.refusal) { this.troubles.push(`${sent.key} was done a second time`); return null; }
        if (answer.ok) return JSON.parse(text);
        const code = JSON.parse(text || '{}').code;
        if (answer.status < 500 && code === sent.refusal) return null;
        if (answer.status < 500) { this.troubles.push(`${sent.key ?? path} was refused: ${answer.status} ${text.slice(0, 300)}`); return null; }
        this.counts.add(`${answer.status} ${code}`);
      } catch (e) {
        this.counts.add(e.name === 'TimeoutError' ? 'no answer in 10 s' : `connection: ${e.cause?.code ?? e.name}`);
      }
    }
  }
}

/** Invented people with valid numbers; few enough that two cases often belong to one. */
function person(n) {
  const digits = `3101001990010${String(1 + n % 9)}${String(100 + n).padStart(3, '0')}`.slice(0, 17);
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const check = '10X98765432'[[...digits].reduce((sum, digit, i) => sum + Number(digit) * weights[i], 0) % 11];
  return { name: '演示甲', idNumber: digits + check, mobile: `190000${String(10000 + n)}` };
}
