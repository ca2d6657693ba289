// Holds what the callers were told against what is stored. Pure: made-up books test it.

/** What a case of each process looks like as long as its task is open, and once it is completed. */
const EXPECTED = {
  w1: { open: { decisions: ['check PASS'], clocks: 1, jobs: 1, messages: 0 }, closed: { decisions: ['check PASS', 'approval PASS'], clocks: 0, jobs: 0, messages: 0 } },
  w2: { open: { decisions: ['waited PASS'], clocks: 0, jobs: 0, messages: 1 }, closed: { decisions: ['waited PASS', 'approval PASS'], clocks: 0, jobs: 0, messages: 1 } },
};

/**
 * @param ledger starts and signals as the callers sent them: `{key, process | number, acknowledged, givenUp}`
 * @param books what is stored: `cases` (one row each, see books.mjs) and `keys` (Idempotency-Keys with the number they were answered by)
 * @returns every defect as a sentence; none means: nothing lost, nothing doubled
 */
export function account(ledger, books) {
  const defects = [];
  const cases = new Map();
  for (const one of books.cases) {
    if (cases.has(one.number)) defects.push(`case ${one.number} is there twice`);
    cases.set(one.number, one);
  }
  const answered = new Map(books.keys.map(row => [row.key, row.number]));
  const owned = new Map();
  for (const start of ledger.starts) {
    const stored = answered.get(start.key);
    if (!start.acknowledged && !start.givenUp) defects.push(`${start.key} was neither answered nor given up`);
    if (start.acknowledged && !cases.has(start.acknowledged)) defects.push(`LOST: ${start.key} was acknowledged as ${start.acknowledged}, which is not there`);
    if (start.acknowledged && stored !== start.acknowledged) defects.push(`${start.key} was acknowledged as ${start.acknowledged} and is remembered as ${stored}`);
    const number = start.acknowledged ?? stored;
    if (!number) continue;
    if (owned.has(number)) defects.push(`${start.key} and ${owned.get(number)} were given the same case ${number}`);
    owned.set(number, start.key);
  }
  for (const number of cases.keys())
    if (!owned.has(number)) defects.push(`DOUBLED: case ${number} belongs to no start`);

  // Map.groupBy would say it, but Node 20 has none.
  const signals = new Map(ledger.signals.map(signal => [signal.number, []]));
  for (const signal of ledger.signals) signals.get(signal.number).push(signal);
  for (const one of books.cases) defects.push(...wholeness(one, signals.get(one.number) ?? []));
  return defects;
}

/** A case is wholly open or wholly completed: every row of one state, none of the other. */
function wholeness(one, signals) {
  const defects = [];
  const wrong = (what, is, should) => defects.push(`case ${one.number} (${one.process}, ${one.closed ? 'closed' : 'open'}): ${what} ${JSON.stringify(is)} instead of ${JSON.stringify(should)}`);
  const same = (what, is, should) => { if (JSON.stringify(is) !== JSON.stringify(should)) wrong(what, is, should); };
  if (signals.some(signal => signal.acknowledged) && !one.closed) defects.push(`LOST: ${signals.map(signal => signal.key)} completed case ${one.number}, which is open`);
  if (one.closed && signals.length === 0) defects.push(`DOUBLED: case ${one.number} is closed and nobody completed it`);
  const expected = EXPECTED[one.process]?.[one.closed ? 'closed' : 'open'];
  if (!expected) return [...defects, `case ${one.number} runs an unknown process ${one.process}`];
  for (const member of ['decisions', 'clocks', 'jobs', 'messages']) same(member, one[member], expected[member]);
  same('status', one.status, one.closed ? 'Finished' : 'Running');
  same('tasks', one.tasks, [one.closed ? 'approve completed Approve' : 'approve open']);
  same('unsent messages', one.unsent, 0);
  same('incidents', one.incidents, 0);
  if (one.closed && one.process === 'w1' && !signals.some(signal => signal.key === one.reference)) wrong('approved by', one.reference, signals.map(signal => signal.key));
  return defects;
}
