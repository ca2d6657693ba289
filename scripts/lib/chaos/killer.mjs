// What dies, and when.
import { query } from './sql.mjs';
import { sleep } from './installation.mjs';

/** Harms the installation until `until` (milliseconds), then leaves everything running again. Counts what it did. */
export async function harm(installation, chance, until, tell) {
  const done = { 'servers killed': 0, 'servers frozen': 0, 'PostgreSQL killed': 0, 'connections cut': 0 };
  const mending = [];
  const left = () => until - Date.now();
  while (left() > 0) {
    await sleep(Math.min(chance.between(1_500, 5_000), Math.max(left(), 0)));
    if (left() <= 0) break;
    const dice = chance.next();
    if (dice < 0.5) mending.push(killServer());
    else if (dice < 0.65) mending.push(freezeServer());
    else if (dice < 0.85) await cutConnections();
    else await killPostgres();
  }
  await Promise.all(mending);
  return done;

  async function killServer() {
    const victim = chance.oneOf(installation.nodes);
    if (!victim.alive || victim.busy) return;
    victim.busy = true;
    done['servers killed']++;
    const pause = chance.between(0, 3_000);
    tell(`kill -9 ${victim.name}, back in ${(pause / 1000).toFixed(1)} s`);
    await victim.end('SIGKILL');
    await sleep(pause);
    victim.start();
    victim.busy = false;
  }

  async function freezeServer() {
    const victim = chance.oneOf(installation.nodes);
    if (!victim.alive || victim.busy) return;
    victim.busy = true;
    done['servers frozen']++;
    // Now and then for longer than a lease: it wakes up holding jobs that are somebody else's by now.
    const pause = chance.onceIn(4) && left() > 40_000 ? chance.between(31_000, 36_000) : chance.between(500, 8_000);
    tell(`freeze ${victim.name} for ${(pause / 1000).toFixed(1)} s`);
    victim.child.kill('SIGSTOP');
    await sleep(pause);
    victim.child.kill('SIGCONT');
    victim.busy = false;
  }

  async function cutConnections() {
    try {
      const cut = await query(installation.database, `select pg_terminate_backend(pid) from (select pid from pg_stat_activity where application_name = 'caseflow' order by state = 'idle', random() limit 4) as victim`);
      done['connections cut'] += cut.length;
      tell(`cut ${cut.length} connections`);
    } catch (e) {
      tell(`no connections cut: ${e.message}`);
    }
  }

  async function killPostgres() {
    done['PostgreSQL killed']++;
    const pause = chance.between(0, 2_500);
    tell(`kill -9 PostgreSQL, back in ${(pause / 1000).toFixed(1)} s`);
    await installation.killPostgres();
    await sleep(pause);
    await installation.startPostgres();
  }
}
