// What one scenario knows while it plays: its people, its cases, who acts, and the virtual clock.
import { FormatError } from './format.mjs';

export const PORTAL = 'token:demo-portal';
export const ADMIN = 'admin';
export const DESIGNER = 'designer';
const DEFAULT_POINT = 'ceshilu';

/** Chinese capacity wording of scenario files → the registry's code. */
export function capacityOf(person) {
  const text = person.capacity ?? '';
  if (text.startsWith('无/') || text.includes('限制')) return 'limited';
  return text.startsWith('无') ? 'none' : 'full';
}

export class World {
  cases = [];        // CaseViews in the order of their birth, refreshed by `refresh`
  applicants = {};   // case number → person ref
  handovers = {};    // case number → waybill
  putBack = [];      // what undoes the scenario's traces in the server

  constructor(api, sandbox, scenario) {
    Object.assign(this, { api, sandbox, scenario });
    this.persons = new Map((scenario.persons ?? []).map(p => [p.ref, p]));
  }

  person(ref) {
    const person = this.persons.get(ref);
    if (!person) throw new FormatError(`'${ref}' is not among the persons`);
    return person;
  }

  /** The person as a party of a request. */
  party(ref, more = {}) {
    const { name, idNumber, mobile } = this.person(ref);
    return { name, idNumber, ...(mobile ? { mobile } : {}), ...more };
  }

  /** The case the next event is about: the latest one. */
  get case() {
    const latest = this.cases.at(-1);
    if (!latest) throw new Error('no case exists yet for this event');
    return latest;
  }

  point(facts) {
    return facts?.point ?? this.cases.at(-1)?.office ?? DEFAULT_POINT;
  }

  clerk() {
    return `clerk.${this.cases.at(-1)?.office ?? DEFAULT_POINT}`;
  }

  manager() {
    return `manager.${this.cases.at(-1)?.office ?? DEFAULT_POINT}`;
  }

  /** @param ref whose case it is */
  add(view, ref) {
    this.applicants[view.number] = ref;
    this.cases.push(view);
    return view;
  }

  /** An errand of its own beside the case: its decisions count, but the next events go on with the case before it. */
  addErrand(view) {
    if (this.cases.length) this.cases.splice(-1, 0, view);
    else this.cases.push(view);
    return view;
  }

  /** Goes on with the person's latest case. */
  turnTo(ref) {
    const of = this.cases.findLast(c => this.applicants[c.number] === ref);
    if (of) this.cases = [...this.cases.filter(c => c !== of), of];
  }

  /** Moves the clock there; every job due on the way has run when this returns. */
  async moveTo(instant) {
    await this.api.call(ADMIN, 'POST', '/clock', { now: new Date(instant).toISOString() });
    this.now = instant;
  }

  /** Remembers a year table before the scenario publishes another: the next scenario starts with the one before. */
  async keepCalendar(year) {
    const path = `/calendars/cn-mainland/${year}`;
    const before = await this.api.call(DESIGNER, 'GET', path).catch(e => e.status === 404 ? { published: false, holidays: [], workdays: [] } : Promise.reject(e));
    this.putBack.push(() => this.api.call(DESIGNER, 'PUT', path, before));
  }

  async leave() {
    for (const undo of this.putBack.reverse()) await undo();
  }

  /** Runs what the last event left behind (messages, orders, answers of outside systems). */
  async settle() {
    await this.moveTo(this.now);
    for (const [i, known] of this.cases.entries())
      this.cases[i] = await this.api.call(ADMIN, 'GET', `/cases/${encodeURIComponent(known.number)}`);
    const stuck = this.cases.find(c => (c.incidents?.length ?? c.incidents ?? 0) > 0);
    if (stuck) throw new Error(`case ${stuck.number} stands still with an incident: ${JSON.stringify(stuck.incidents)}`);
  }
}
