import { Api, Sandbox } from './client.mjs';
import { FormatError, readScenarios } from './format.mjs';
import { ADMIN } from './world.mjs';
import { play } from './play.mjs';
import { startServer } from './start.mjs';

const USAGE = `Plays scenario files through the public HTTP API on a virtual clock.

  ./scripts/scenarios FILE.json... [--base-url URL] [--only S08,S11] [--verbose] [--trace]

Without --base-url it starts its own server, sandbox and a fresh database on free ports, and stops them.
With it, the server must run with a virtual clock (./scripts/run --virtual-clock) and will have its clock moved.

  --only       play these scenarios only
  --verbose    after a failure, say every difference and where it arose
  --trace      print every call

One line a scenario (PASS S08, FAIL S27 <first difference>), then "N passed, N failed"; exit 0 when all pass.`;

function readArguments(args) {
  const options = { files: [] };
  for (let i = 0; i < args.length; i++) {
    const [name, inline] = args[i].split(/=(.*)/s);
    const value = () => inline ?? args[++i] ?? fail(`${name} needs a value`);
    if (name === '--base-url') options.baseUrl = value();
    else if (name === '--only') options.only = new Set(value().split(',').map(s => s.trim()).filter(Boolean));
    else if (name === '--verbose') options.verbose = true;
    else if (name === '--trace') options.trace = options.verbose = true;
    else if (name === '--help' || name === '-h') options.help = true;
    else if (name.startsWith('-')) fail(`unknown option ${name}`);
    else options.files.push(args[i]);
  }
  return options;
}

function fail(text) {
  console.error(`scenarios: ${text}\n\n${USAGE}`);
  process.exit(2);
}

async function main() {
  const options = readArguments(process.argv.slice(2));
  if (options.help) return console.log(USAGE);
  if (!options.files.length) fail('which file?');
  const scenarios = options.files.flatMap(readScenarios).filter(s => !options.only || options.only.has(s.id));
  if (!scenarios.length) throw new FormatError(`no scenario to play${options.only ? ` among --only ${[...options.only]}` : ''}`);

  const trace = options.trace ? text => console.error(`    ${text}`) : () => {};
  const server = options.baseUrl ? { base: options.baseUrl, stop: () => {} } : await startServer(text => console.error(text));
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => {
    interrupted = true;
    console.error('stopping');
    Promise.resolve(server.stop()).finally(() => process.exit(130));
  });
  try {
    const api = new Api(server.base, trace);
    const sandbox = new Sandbox(await sandboxAddress(api), trace);
    let passed = 0;
    for (const scenario of scenarios) {
      trace(`--- ${scenario.id} ${scenario.title ?? ''}`);
      const failure = await play(scenario, api, sandbox);
      if (interrupted) return await new Promise(() => {}); // the signal's handler ends the process when everything is stopped
      if (!failure) passed++;
      console.log(failure ? `FAIL ${scenario.id}${failure.kind === 'mistake' ? ':' : ''} ${failure.text}` : `PASS ${scenario.id}`);
      if (failure && options.verbose) for (const more of failure.all?.slice(1) ?? [failure.stack].filter(Boolean)) console.error(`     ${more}`);
    }
    console.log(`${passed} passed, ${scenarios.length - passed} failed`);
    return passed === scenarios.length ? 0 : 1;
  } finally {
    await server.stop();
  }
}

async function sandboxAddress(api) {
  const system = await api.call(ADMIN, 'GET', '/system');
  if (!system.virtualClock) throw new Error(`${api.base} has no virtual clock: start it with ./scripts/run --virtual-clock`);
  if (!system.sandbox) throw new Error(`${api.base} speaks to no sandbox, so its outside world cannot be played`);
  return system.sandbox;
}

main().then(code => process.exit(code ?? 0), e => {
  console.error(`scenarios: ${e.message}`);
  process.exit(2);
});
