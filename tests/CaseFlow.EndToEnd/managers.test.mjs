// What a manager does about a promise that was broken, in a real browser on a real server.
import { after, before, test } from 'node:test';
import { applied, inState, open, people, quiet, taskOf, until } from './kit.mjs';

let world;
before(async () => (world = await open()));
after(() => world?.close());

test('a manager finds the red card, orders what is to be done, and disposes of it with its cause', async () => {
  const number = await applied(world, people.yi, { reason: 'lost', delivery: 'counter' });
  const task = await taskOf(world, number);
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${task.id}/complete`, { outcome: 'Accept' });
  await inState(world, number, 'PRODUCTION');
  // Seven working days pass, and the factory is silent.
  await world.api.call('admin', 'POST', '/clock', { now: '2026-03-19T02:00:00Z' });
  const { items } = await until('a red card', async () => {
    const page = await world.api.call('manager.ceshilu', 'GET', '/red-cards?view=open');
    return page.items.length > 0 && page;
  });
  const page = await world.desk('manager.ceshilu');
  await page.goto(`${world.base}/supervision/red-cards`);
  await page.getByRole('link', { name: number }).first().waitFor();
  await world.api.call('manager.ceshilu', 'POST', `/cases/${number}/supervision`, { measure: '联系制证机构,今日出证', dueOn: '2026-03-20', owner: 'clerk.ceshilu' });
  await world.api.call('manager.ceshilu', 'POST', `/red-cards/${items[0].id}/dispose`, { cause: 'FACTORY', measure: '已与制证机构确认补制' });
  await page.goto(`${world.base}/cases/${number}?tab=timeline`);
  await page.getByText('联系制证机构,今日出证').first().waitFor();
  quiet(page);
});
