// Two people at their desks: what one does shows at the other's at once, and never moves what lies under the other's hand.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applied, open, people, quiet, taskOf } from './kit.mjs';

let world;
before(async () => (world = await open()));
after(() => world?.close());

test('rows change while a hand is on them and stay where they are; what is new waits to be asked for', async () => {
  const first = await applied(world, people.jia, { reason: 'lost', delivery: 'counter' });
  const second = await applied(world, people.ji, { reason: 'lost', delivery: 'counter' });
  const page = await world.desk('clerk.ceshilu');
  await page.goto(`${world.base}/inbox?sort=opened`);
  const row = number => page.locator('tbody tr', { hasText: number });
  await row(first).hover();
  const place = await row(first).boundingBox();

  const other = await world.desk('clerk.ceshilu.b');
  await other.goto(`${world.base}/tasks/${(await taskOf(world, second)).id}`);
  await other.getByRole('button', { name: /^认\s?领$/ }).click();
  await row(second).getByText('已不在此列表').waitFor();
  const third = await applied(world, people.yi, { reason: 'lost', delivery: 'counter' });
  const fresh = page.getByRole('button', { name: /有 1 条新的/ });
  await fresh.waitFor();
  assert.deepEqual([await row(first).boundingBox(), await row(third).count(), await row(second).count()], [place, 0, 1]);

  // The hand goes away, and the list is as it is.
  await page.mouse.move(5, 5);
  await row(third).waitFor();
  await row(second).waitFor({ state: 'detached' });
  await fresh.waitFor({ state: 'detached' });

  // From the keyboard: the row that was chosen stays chosen when another comes above it.
  await page.keyboard.press('j');
  await page.locator('tr.current-row', { hasText: first }).waitFor();
  const fourth = await applied(world, people.ji, { reason: 'lost', delivery: 'counter' });
  await row(fourth).waitFor();
  await page.locator('tr.current-row', { hasText: first }).waitFor();
  quiet(page);
});
