// Starts the installation, lets callers and killer at it, and counts. See ./scripts/chaos --help.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { account } from './accounting.mjs';
import { dueJobs, failedJobs, read } from './books.mjs';
import { Chance } from './chance.mjs';
import { Installation, ROOT, sleep } from './installation.mjs';
import { harm } from './killer.mjs';
import { Load } from './load.mjs';

function settings() {
  try {
    const { values } = parseArgs({
      options: { folder: { type: 'string' }, minutes: { type: 'string', default: '1' }, nodes: { type: 'string', default: '3' }, clients: { type: 'string', default: '12' }, seed: { type: 'string' }, keep: { type: 'boolean' } },
    });
    const number = (name, low, high) => {
      const value = Number(values[name]);
      if (!(value >= low && value <= high)) throw new Error(`--${name} is a number from ${low} to ${high}, not «${values[name]}».`);
      return value;
    };
    return { folder: values.folder, keep: values.keep, minutes: number('minutes', 0.05, 600), nodes: Math.trunc(number('nodes', 1, 20)), clients: Math.trunc(number('clients', 1, 500)),
      seed: values.seed === undefined ? Date.now() % 1_000_000 : Math.trunc(number('seed', 0, 2 ** 32 - 1)) };
  } catch (e) {
    console.error(`${e.message} See ./scripts/chaos --help`);
    process.exit(2);
  }
}

const { folder, keep, minutes, nodes, clients, seed } = settings();
const begun = Date.now();
const tell = text => console.log(`${String(Math.round((Date.now() - begun) / 1000)).padStart(4)} s  ${text}`);
const installation = new Installation(folder);
const load = new Load(installation, new Chance(seed + 1));

let ending;
const end = (code, why) => ending ??= (async () => {
  await installation.stop();
  if (why) console.log(why);
  if (code === 0 && !keep || code === 130) {
    await installation.remove();
    rmSync(folder, { recursive: true, force: true });
  } else {
    console.log(`Logs and database: ${folder}`);
  }
  process.exit(code);
})();
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 130], ['SIGHUP', 130]]) process.on(signal, () => end(code, 'Stopped.'));

/** The designer brings the processes that the callers play. */
async function publish() {
  const api = `${installation.nodes[0].url}/api/v1`, json = { 'content-type': 'application/json' };
  const signIn = await fetch(`${api}/sign-in`, { method: 'POST', headers: json, body: JSON.stringify({ login: 'designer', password: 'caseflow' }) });
  const headers = { ...json, cookie: signIn.headers.getSetCookie().map(cookie => cookie.split(';')[0]).join('; ') };
  for (const file of ['scripts/lib/w1/v1.json', 'scripts/lib/chaos/w2.json']) {
    const definition = JSON.parse(readFileSync(join(ROOT, file), 'utf8'));
    for (const [path, body] of [['/definitions', { definition }], [`/definitions/${definition.definitionId}/1/publish`, undefined]]) {
      const answer = await fetch(api + path, { method: 'POST', headers, body: body && JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    }
  }
}

async function drain() {
  const until = Date.now() + 90_000;
  for (let due = -1; due !== 0; await sleep(500)) {
    due = await dueJobs(installation.database);
    if (due && Date.now() > until) return [`${due} jobs are still due after 90 s`];
  }
  return (await failedJobs(installation.database)).map(job => `${job.n} jobs of the kind ${job.kind} were given up or belong to no case: ${job.error}`);
}

const acknowledged = list => list.filter(one => one.acknowledged).length;
function progress() {
  const { starts, signals } = load.ledger;
  tell(`${acknowledged(starts)} starts and ${acknowledged(signals)} signals acknowledged, ${load.counts.repeats} repeats`);
}

try {
  tell(`seed ${seed}: PostgreSQL, ${nodes} servers, ${clients} callers, ${minutes} min`);
  await installation.start(nodes);
  if (installation.troubles.length) throw new Error(installation.troubles.join('\n'));
  await publish();
  await load.signIn();
  tell('ready; the killing begins');
  const ticking = setInterval(progress, 10_000);
  const calling = load.run(clients);
  const killed = await harm(installation, new Chance(seed), Date.now() + minutes * 60_000, tell);
  tell('no more killing: everybody recovers by themselves, the callers end what they began');
  load.stopping = true;
  await installation.untilReady(60_000);
  await calling;
  clearInterval(ticking);
  progress();

  const defects = [...load.troubles, ...installation.troubles, ...await drain()];
  const books = await read(installation.database);
  defects.push(...account(load.ledger, books));
  const verified = await installation.verify();
  tell(`verify: ${verified.lines.at(-1)}`);
  if (verified.code !== 0) defects.push(...verified.lines.slice(0, 20));

  const { starts, signals } = load.ledger;
  const givenUp = [...starts, ...signals].filter(one => one.givenUp);
  console.log(`\n  harm      ${Object.entries(killed).map(([what, n]) => `${n} ${what}`).join(', ')}`);
  console.log(`  callers   ${acknowledged(starts)} starts, ${acknowledged(signals)} signals, ${load.counts.repeats} repeats, ${givenUp.length} given up unanswered`);
  console.log(`  errors    ${Object.entries(load.counts.errors).map(([kind, n]) => `${n} × ${kind}`).join(', ') || 'none'}`);
  console.log(`  stored    ${books.cases.length} cases, ${books.cases.filter(one => one.closed).length} of them closed\n`);
  for (const defect of defects.slice(0, 30)) console.log(`  DEFECT  ${defect}`);
  if (defects.length > 30) console.log(`  … and ${defects.length - 30} more`);
  const nothing = acknowledged(starts) === 0 || acknowledged(signals) === 0;
  if (nothing) defects.push('nothing was acknowledged at all');
  await end(defects.length ? 1 : 0, defects.length ? `VERDICT: ${defects.length} defects (seed ${seed})`
    : `VERDICT: nothing lost, nothing doubled: ${acknowledged(starts)} starts and ${acknowledged(signals)} signals accounted for, each exactly once (seed ${seed})`);
} catch (e) {
  await end(2, `VERDICT: could not be carried out: ${e.stack}`);
}
