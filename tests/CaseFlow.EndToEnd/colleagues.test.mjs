// What colleagues do for each other: hand over, stand in, call, ask for a reply, share a view. In a real browser on a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, applied, open, people, quiet, taskOf } from './kit.mjs';

let world;
before(async () => (world = await open()));
after(() => world?.close());

const pick = async (page, field, option) => {
  await page.getByRole('combobox', { name: field }).click();
  await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: option }).click();
};
const own = async (page, name) => {
  await page.getByRole('button', { name: /陈立|黄莉/ }).click();
  await page.getByRole('menuitem', { name }).click();
};
const claimed = async number => {
  const { id } = await taskOf(world, number);
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${id}/claim`);
  return id;
};

test('a task is handed over: the colleague has it, and both see who', async () => {
  const number = await applied(world, people.jia, { reason: 'lost', delivery: 'counter' });
  const task = await claimed(number);
  const [one, other] = [await world.desk('clerk.ceshilu'), await world.desk('clerk.ceshilu.b')];
  await one.goto(`${world.base}/tasks/${task}`);
  await one.getByRole('button', { name: /^转\s?交$/ }).click();
  const dialog = one.getByRole('dialog');
  await pick(one, '转交给', '黄莉');
  await dialog.getByRole('button', { name: /^转\s?交$/ }).click();
  await one.getByText('办理人 黄莉').waitFor();
  await other.goto(`${world.base}/inbox?view=mine`);
  await other.getByRole('link', { name: number }).waitFor();
  quiet(one);
  quiet(other);
});

test('who goes away says so herself: what she has goes to the deputy, and comes back when she does', async () => {
  const number = await applied(world, people.ji, { reason: 'lost', delivery: 'counter' });
  await claimed(number);
  const [page, other] = [await world.desk('clerk.ceshilu'), await world.desk('clerk.ceshilu.b')];
  await own(page, '代班安排');
  await page.getByRole('button', { name: '安排代班' }).click();
  await pick(page, '代班', '黄莉');
  await accessible(page, 'the form of an absence');
  await page.getByRole('dialog').getByRole('button', { name: '安排代班' }).click();
  const row = page.locator('tbody tr', { hasText: '黄莉' });
  await row.waitFor();
  await other.goto(`${world.base}/inbox?view=mine`);
  await other.locator('tbody tr', { hasText: number }).getByText('代为办理').waitFor();
  await row.getByRole('button', { name: /结束/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: /结束/ }).click();
  await row.waitFor({ state: 'detached' });
  await other.locator('tbody tr', { hasText: number }).waitFor({ state: 'detached' });
  await page.goto(`${world.base}/inbox?view=mine`);
  await page.getByRole('link', { name: number }).waitFor();
  quiet(page);
  quiet(other);
});

test('a note that names somebody, and an order that waits for her, call from the frame of every page until they are answered', async () => {
  const number = await applied(world, people.yi, { reason: 'lost', delivery: 'counter' });
  const [page, other] = [await world.desk('clerk.ceshilu'), await world.desk('clerk.ceshilu.b')];
  await other.goto(`${world.base}/counter`);
  await page.goto(`${world.base}/cases/${number}?tab=notes`);
  await page.getByLabel(/写备注/).fill('@clerk.ceshilu.b 请核对照片');
  await page.getByRole('button', { name: '添加备注' }).click();
  const bell = other.getByRole('button', { name: /^提醒/ });
  await other.getByRole('button', { name: '提醒，1 条待处理' }).waitFor();
  await world.api.call('manager.ceshilu', 'POST', `/cases/${number}/supervision`, { measure: '今日办结', dueOn: '2026-03-10', owner: 'clerk.ceshilu.b' });
  await other.getByRole('button', { name: '提醒，2 条待处理' }).waitFor();
  await bell.click();
  const calls = other.getByRole('dialog');
  await calls.getByText('@黄莉').waitFor();
  await accessible(other, 'calls');
  await calls.getByRole('button', { name: /^回\s?复$/ }).click();
  await other.getByRole('dialog').last().getByRole('textbox').fill('已核对，今日办结');
  await other.getByRole('dialog').last().getByRole('button', { name: /^回\s?复$/ }).click();
  await calls.getByText('今日办结', { exact: true }).waitFor({ state: 'detached' });
  await calls.getByRole('link', { name: number }).click();
  await other.getByText('请核对照片').waitFor();
  await other.getByRole('button', { name: '提醒', exact: true }).waitFor();
  quiet(page);
  quiet(other);
});

test('a view is saved with all of its filter, shared, sent on as an address, and removed', async () => {
  await applied(world, people.jia, { reason: 'damaged', delivery: 'counter' });
  const [page, other] = [await world.desk('clerk.ceshilu'), await world.desk('clerk.ceshilu.b')];
  await page.goto(`${world.base}/inbox?view=all`);
  await page.getByRole('combobox', { name: '申请人' }).fill(people.jia.name);
  await page.locator('.ant-select-item-option', { hasText: people.jia.name }).first().click();
  await pick(page, '截止日', '7日内');
  await page.getByRole('button', { name: '保存视图' }).click();
  await page.getByPlaceholder('视图名称').fill('甲辰的');
  await page.getByRole('checkbox', { name: '本单位共享' }).check();
  await page.getByRole('button', { name: /^保\s?存$/ }).click();
  await page.getByText('视图已保存').waitFor();
  await other.goto(`${world.base}/inbox`);
  await other.getByRole('button', { name: /^视\s?图$/ }).click();
  await other.getByRole('link', { name: /甲辰的/ }).click();
  assert.deepEqual([...new URL(other.url()).searchParams.keys()].sort(), ['applicant', 'dueWithin', 'view']);
  await other.locator('.ant-select-content', { hasText: people.jia.name }).waitFor();
  await page.getByRole('button', { name: /^视\s?图$/ }).click();
  await page.getByRole('button', { name: '删除视图“甲辰的”' }).press('Enter');
  await page.getByText('还没有视图').waitFor();
  quiet(page);
  quiet(other);
});

test('many tasks at once: progress, what could not be done and why, and where to look again later', async () => {
  const numbers = [];
  for (const person of [people.ji, people.yi]) numbers.push(await applied(world, person, { reason: 'damaged', delivery: 'counter' }));
  const page = await world.desk('clerk.ceshilu.b');
  await page.goto(`${world.base}/inbox?sort=opened`);
  for (const number of numbers) await page.locator('tbody tr', { hasText: number }).getByRole('checkbox').check();
  // Somebody else is quicker with one of them; the page has not heard of it.
  await page.route('**/api/v1/news', route => route.abort());
  await claimed(numbers[0]);
  await page.getByRole('toolbar').getByRole('button', { name: /^认\s?领$/ }).click();
  await page.getByLabel('说明').fill('下午一起办');
  await page.getByRole('button', { name: /^开\s?始$/ }).click();
  await page.getByText('完成 1，失败 1，共 2').waitFor();
  await page.getByText(`${numbers[0]}：该任务已由陈立认领。`).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: /^关\s?闭$/ }).last().click();
  await own(page, '批量操作');
  await page.locator('tbody tr', { hasText: '下午一起办' }).getByText('已完成').waitFor();
  await accessible(page, 'operations');
  quiet(page);
});

test('a session that ends while somebody types is begun anew above the page, and nothing typed is lost', async () => {
  const task = await claimed(await applied(world, people.ji, { reason: 'lost', delivery: 'counter' }));
  const page = await world.desk('clerk.ceshilu');
  await page.goto(`${world.base}/tasks/${task}`);
  await page.getByLabel('备注').fill('本人到场');
  await page.context().clearCookies();
  await page.getByRole('button', { name: /^受\s?理$/ }).click();
  const again = page.getByRole('dialog', { name: '登录已失效' });
  await again.locator('input[type=password]').fill('caseflow');
  await page.keyboard.press('Enter');
  await again.waitFor({ state: 'hidden' });
  assert.equal(await page.getByLabel('备注').inputValue(), '本人到场');
  quiet(page);
});
