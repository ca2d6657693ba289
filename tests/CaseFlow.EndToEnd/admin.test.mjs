// What who runs the installation does, in a real browser on a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applied, fill, open, people, press, quiet, stumbled, taskOf, until } from './kit.mjs';

let world;
// Work that fails is given up soon, so that nobody waits nine hours for a dead letter.
before(async () => (world = await open({ CaseFlow__Jobs__Attempts: '2' })));
after(() => world?.close());

const row = (page, text) => page.locator('tr.ant-table-row').filter({ hasText: text });
const tasksOf = async (login, number) => (await world.api.call(login, 'GET', `/tasks?view=mine&case=${number}`)).items;

test('an account is opened, its password is shown once, and the person signs in with it', async () => {
  const page = await world.desk('admin');
  await page.goto(`${world.base}/administration/people`);
  await press(page, '新增账号');
  const dialog = page.getByRole('dialog');
  await fill(dialog, { 账号: 'clerk.new', 姓名: '新来', 受理点: '测试路派出所', 角色: '办件员', 岗位: '办件员' });
  await press(dialog, '新增账号');
  await dialog.getByText('只显示这一次', { exact: false }).waitFor();
  const password = (await dialog.locator('code').textContent()).trim();
  await press(dialog, '关闭');
  await row(page, 'clerk.new').getByText('新来').waitFor();
  assert.equal(await page.getByText(password).count(), 0, 'it is nowhere any more');
  quiet(page);

  const clerk = await world.desk('clerk.new', 'zh-CN', undefined, password);
  await clerk.getByRole('heading', { name: '待办' }).waitFor();
  quiet(clerk);
});

test('the token of a system is shown once and opens the door', async () => {
  const page = await world.desk('admin');
  await page.goto(`${world.base}/administration/people`);
  await press(page, '新增账号');
  const dialog = page.getByRole('dialog');
  await fill(dialog, { 账号: 'portal.two', 类别: '系统', 姓名: '第二门户', 受理点: '上海市公安局人口管理总队', 角色: '门户' });
  await press(dialog, '新增账号');
  await dialog.getByText('只显示这一次', { exact: false }).waitFor();
  const token = (await dialog.locator('code').textContent()).trim();
  assert.equal((await world.api.call(`token:${token}`, 'GET', '/me')).login, 'portal.two');
  quiet(page);
});

test('while somebody is away a deputy has the work, what is there and what comes, and it goes back', async () => {
  const [there, coming] = [await applied(world, people.jia), await applied(world, people.yi, { reason: 'lost', delivery: 'counter' })];
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, there)).id}/claim`);
  const page = await world.desk('admin');
  await page.goto(`${world.base}/administration/people`);
  await press(page, '安排代班');
  await fill(page.getByRole('dialog'), { 请假: '陈立', 代班: '黄莉' });
  await press(page.getByRole('dialog'), '安排代班');
  await row(page, '陈立').getByText('黄莉').first().waitFor();
  await until('what is there', async () => (await tasksOf('clerk.ceshilu.b', there))[0]);
  await world.api.call('manager.ceshilu', 'POST', `/tasks/${(await taskOf(world, coming)).id}/assign`, { to: 'clerk.ceshilu' });
  const deputy = await world.desk('clerk.ceshilu.b');
  await deputy.goto(`${world.base}/inbox?view=mine`);
  for (const number of [there, coming]) await deputy.getByRole('row').filter({ hasText: number }).waitFor();
  await deputy.getByText('代为办理', { exact: false }).first().waitFor();
  quiet(deputy);

  await press(page, '结束代班');
  await press(page.getByRole('dialog'), '结束代班');
  await page.getByText('没有人请假').waitFor();
  const back = await world.desk('clerk.ceshilu');
  await back.goto(`${world.base}/inbox?view=mine`);
  for (const number of [there, coming]) await back.getByRole('row').filter({ hasText: number }).waitFor();
  quiet(back);
  quiet(page);
});

test('a message that did not leave is found from the health page, started anew, and stands in the log by its name', async () => {
  await world.sandbox.call('POST', '/control/misbehave', { system: 'sms', mode: 'fail', times: 100 });
  const number = await applied(world, people.ji, { reason: 'lost', delivery: 'counter' });
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, number)).id}/complete`, { outcome: 'Accept' });
  await until('a dead letter', async () => (await world.api.call('admin', 'GET', '/jobs/failed')).find(job => job.caseNumber === number));
  await world.sandbox.call('POST', '/control/misbehave', { system: 'sms', mode: 'none' });
  const page = await world.desk('admin');
  await page.goto(`${world.base}/administration`);
  await page.getByRole('link', { name: /未发消息/ }).click();
  await row(page, number).getByText('受理告知', { exact: true }).first().waitFor();
  await page.goto(`${world.base}/administration`);
  await page.getByRole('link', { name: /失败任务/ }).click();
  await press(row(page, number).first(), '重试');
  await page.getByText('没有失败的任务').waitFor();
  await until('the message', async () => (await world.sandbox.call('GET', `/sms/messages?to=${people.ji.mobile}`)).length > 0);
  await page.goto(`${world.base}/administration/messages`);
  await row(page, number).first().getByText('中文').waitFor();
  quiet(page);
});

test('workflows without a case that cannot go on are tried again, left, and left many at once', async () => {
  for (let count = 0; count < 4; count++) await stumbled(world);
  const page = await world.desk('admin');
  await page.goto(`${world.base}/administration`);
  await page.getByRole('link', { name: /流程异常/ }).filter({ hasText: '4' }).click();
  const rows = row(page, '无办件');
  const first = await rows.first().getAttribute('data-row-key');
  await press(rows.first(), '重试');
  await fill(page.getByRole('dialog'), { 说明: '也许是天气' });
  await press(page.getByRole('dialog'), '重试');
  await until('it has stumbled again', async () => (await world.api.call('admin', 'GET', '/incidents')).items.every(one => String(one.id) !== first));
  await page.reload();
  await press(rows.first(), '跳过');
  await fill(page.getByRole('dialog'), { 说明: '绕过去' });
  await press(page.getByRole('dialog'), '跳过');
  await until('three are left', async () => (await world.api.call('admin', 'GET', '/incidents')).items.length === 3);
  await page.reload();
  await page.locator('thead').getByRole('checkbox').check();
  await press(page.getByRole('toolbar'), '跳过');
  await fill(page.getByRole('dialog'), { 说明: '都绕过去' });
  await press(page.getByRole('dialog'), '跳过');
  await page.getByRole('dialog').getByText('完成 3，失败 0，共 3').waitFor();
  await press(page.getByRole('dialog'), '关闭');
  await page.reload();
  await page.getByText('没有流程异常').waitFor();
  quiet(page);
});
