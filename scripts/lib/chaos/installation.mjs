// The installation that suffers: PostgreSQL, servers and the sandbox, each a process that can be killed and started again.
import { execFile, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const POSTGRES = join(ROOT, 'scripts/lib/postgres.sh');
export const sleep = milliseconds => new Promise(done => setTimeout(done, milliseconds));

// Below the ports that the system gives to outgoing connections: one of those could take a server's port while it is down.
const freePort = async () => {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise(done => {
      const server = createServer().once('error', () => done(false)).listen(port, '127.0.0.1', () => server.close(() => done(true)));
    });
    if (free) return port;
  }
};

/** One program that is meant to run. What it ends by itself is noted: only we may end it. */
class Program {
  stopping = false;

  constructor(name, project, folder, url, environment, troubles) {
    Object.assign(this, { name, project, folder, url, environment, troubles });
  }

  start() {
    const log = openSync(join(this.folder, `${this.name}.log`), 'a');
    const child = this.child = spawn('dotnet', [join(this.folder, this.project, `${this.project}.dll`)], { cwd: this.folder, env: { ...process.env, ...this.environment }, stdio: ['ignore', log, log] });
    child.once('exit', (code, signal) => {
      if (!child.killedByUs) this.troubles.push(`${this.name} ended by itself with ${code ?? signal}: ${readFileSync(join(this.folder, `${this.name}.log`), 'utf8').slice(-600)}`);
    });
  }

  get alive() { return this.child && this.child.exitCode === null && this.child.signalCode === null; }

  async end(signal) {
    const child = this.child;
    if (!this.alive) return;
    child.killedByUs = true;
    const gone = new Promise(done => child.once('exit', done));
    child.kill(signal);
    child.kill('SIGCONT'); // a frozen one does not hear of its end
    const hard = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(hard);
  }

  async ready() {
    try {
      return this.alive && (await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(5_000) })).ok;
    } catch {
      return false;
    }
  }
}

export class Installation {
  nodes = [];
  troubles = [];

  constructor(folder) { this.folder = folder; }

  async start(nodes) {
    this.database = await this.startPostgres();
    const outside = `http://127.0.0.1:${await freePort()}`;
    this.sandbox = new Program('sandbox', 'CaseFlow.Sandbox', this.folder, outside, { SANDBOX_PORT: new URL(outside).port, CASEFLOW_URL: outside }, this.troubles);
    for (let i = 1; i <= nodes; i++) {
      const url = `http://127.0.0.1:${await freePort()}`;
      this.nodes.push(new Program(`node-${i}`, 'CaseFlow.Host', this.folder, url, this.environment(url, outside), this.troubles));
    }
    for (const program of [this.sandbox, ...this.nodes]) program.start();
    await this.untilReady(120_000);
  }

  environment(url, outside) {
    return {
      ASPNETCORE_URLS: url, CaseFlow__Mode: 'demo', CaseFlow__Database: this.database, CaseFlow__VirtualClock: 'false', CaseFlow__KeyFolder: join(this.folder, 'keys'),
      CaseFlow__ContentRoot: ROOT, CASEFLOW_SANDBOX: outside, Logging__LogLevel__Default: 'Warning',
    };
  }

  /** Also the proof that servers recover by themselves: none is started here. */
  async untilReady(patience) {
    for (const end = Date.now() + patience; Date.now() < end; await sleep(200))
      if ((await Promise.all([this.sandbox, ...this.nodes].map(program => program.ready()))).every(Boolean)) return;
    const waiting = [];
    for (const program of [this.sandbox, ...this.nodes]) if (!await program.ready()) waiting.push(program.name);
    this.troubles.push(`not ready after ${patience / 1000} s: ${waiting.join(', ')}`);
  }

  async startPostgres() {
    return (await run(POSTGRES, ['start', join(this.folder, 'postgres')])).stdout.trim().split('\n').at(-1);
  }

  /** Every process of it at once, as when the machine loses its power; the disk keeps what was written. */
  async killPostgres() {
    const main = Number((await run(POSTGRES, ['pid', join(this.folder, 'postgres')])).stdout);
    const all = (await run('ps', ['-eo', 'pid=,ppid='])).stdout.split('\n').map(line => line.trim().split(/\s+/).map(Number));
    const victims = [main, ...all.filter(([, parent]) => parent === main).map(([pid]) => pid)];
    for (const pid of victims) {
      try { process.kill(pid, 'SIGKILL'); } catch { /* gone already */ }
    }
    for (const pid of victims) while (exists(pid)) await sleep(20);
  }

  verify() {
    return new Promise(done => execFile('dotnet', [join(this.folder, 'CaseFlow.Host/CaseFlow.Host.dll'), 'verify'],
      { cwd: this.folder, env: { ...process.env, ...this.environment('http://127.0.0.1:0', 'http://127.0.0.1:1') }, maxBuffer: 1 << 26 },
      (error, out, err) => done({ code: error?.code ?? 0, lines: `${out}${error ? err : ''}`.trim().split('\n') })));
  }

  async stop() {
    await Promise.all(this.nodes.map(node => node.end('SIGKILL')));
    await this.sandbox?.end('SIGKILL');
    await run(POSTGRES, ['stop', join(this.folder, 'postgres')]).catch(() => {});
  }

  async remove() {
    await run(POSTGRES, ['remove', join(this.folder, 'postgres')]).catch(() => {});
  }
}

function exists(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
