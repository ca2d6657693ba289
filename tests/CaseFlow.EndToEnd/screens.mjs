// Takes a picture of every page of the desk, with cases in several states, into docs/screens. ./scripts/screens builds what it needs and runs this.
import { mkdirSync } from 'node:fs';
import { applied, inState, open, people, taskOf } from './kit.mjs';

const folder = new URL('../../docs/screens/', import.meta.url).pathname;
mkdirSync(folder, { recursive: true });
const world = await open();
try {
  const accepted = await applied(world, people.jia);
  const task = await taskOf(world, accepted);
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${task.id}/complete`, { outcome: 'Accept' });
  await inState(world, accepted, 'PRODUCTION');
  await world.api.call('admin', 'POST', '/clock', { now: '2026-03-18T02:00:00Z' });
  const waiting = await applied(world, people.yi, { reason: 'damaged', delivery: 'counter' });
  await applied(world, people.ji, { reason: 'lost', delivery: 'counter' });
  const open_ = await taskOf(world, waiting);
  await world.api.call('admin', 'POST', '/clock', { now: '2026-03-19T02:00:00Z' });

  const pages = {
    'clerk.ceshilu': [['inbox', '/inbox?view=all'], ['task', `/tasks/${open_.id}`], ['counter', '/counter'], ['new-case', '/counter/id-card-reissue'], ['cases', '/cases'], ['case', `/cases/${accepted}`],
      ...['timeline', 'clocks', 'decisions', 'papers', 'notes'].map(tab => [`case-${tab}`, `/cases/${accepted}?tab=${tab}`])],
    'manager.ceshilu': [['dashboard', '/supervision'], ['limits', '/supervision/limits'], ['red-cards', '/supervision/red-cards'], ['orders', '/supervision/orders'], ['workload', '/supervision/workload'],
      ['forecast', '/supervision/forecast'], ['diagram', '/supervision/diagram'], ['calendar', '/calendar']],
    admin: [['health', '/administration'], ['people', '/administration/people'], ['jobs', '/administration/jobs']],
  };
  for (const [login, list] of Object.entries(pages)) {
    const page = await world.desk(login);
    for (const [name, path] of list) {
      await page.goto(world.base + path);
      await page.locator('main h1').first().waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      await page.waitForTimeout(600); // charts draw themselves
      await page.screenshot({ path: `${folder}${name}.png` });
      console.log(`docs/screens/${name}.png`);
    }
  }
} finally {
  await world.close();
}
