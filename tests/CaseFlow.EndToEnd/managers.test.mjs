// What managers do about promises that are broken or may be, in a real browser on a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applied, fill, inState, open, people, press, quiet, taskOf, until } from './kit.mjs';

let world, red, appealed;
const move = now => world.api.call('admin', 'POST', '/clock', { now });

/** A case whose promise runs, and whose card the factory is to make. */
async function accepted(person, delivery = 'counter') {
  const number = await applied(world, person, { reason: 'lost', delivery });
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, number)).id}/complete`, { outcome: 'Accept' });
  await inState(world, number, 'PRODUCTION');
  return number;
}

before(async () => {
  world = await open();
  [red, appealed] = [await accepted(people.jia), await accepted(people.yi)];
  // Seven working days pass, and the factory is silent.
  await move('2026-03-19T02:00:00Z');
});
after(() => world?.close());

const row = (page, number) => page.getByRole('row').filter({ hasText: number });

test('from a number of the overview to the red card, an order, the reply, and the disposal with its cause', async () => {
  const page = await world.desk('manager.ceshilu');
  await page.goto(`${world.base}/supervision`);
  await page.locator('.lamps [data-lamp=red] strong', { hasText: /^2$/ }).first().waitFor();
  await page.locator('.lamps [data-lamp=red] a').first().click();
  await page.waitForURL(/limits\?view=red/);
  await row(page, red).getByText('超期 1 个工作日').waitFor();
  await page.getByRole('link', { name: '红牌' }).click();
  await row(page, red).getByRole('link', { name: /^红牌 \d+$/ }).click();
  await press(page, '督办');
  const order = page.getByRole('dialog');
  await fill(order, { 督办措施: '联系制证机构，今日出证', 完成期限: '2026-03-20', 承办人: '陈立' });
  await press(order, '督办');
  await page.locator('.ant-timeline').getByText('联系制证机构，今日出证').waitFor();

  const clerk = await world.desk('clerk.ceshilu');
  await clerk.getByRole('link', { name: '督办' }).click();
  await press(row(clerk, red), '回复');
  await fill(clerk.getByRole('dialog'), { 已采取的措施: '制证机构答复明日送达' });
  await press(clerk.getByRole('dialog'), '回复');
  await row(clerk, red).getByText('已回复').waitFor();
  quiet(clerk);

  await page.reload();
  await page.locator('.ant-timeline').getByText('制证机构答复明日送达').waitFor();
  await press(page, '同意办结');
  await fill(page.getByRole('dialog'), { 理由: '措施已落实' });
  await press(page.getByRole('dialog'), '同意办结');
  await page.getByText('未办结的督办与催办').waitFor({ state: 'detached' });

  await press(page, '处置');
  const disposal = page.getByRole('dialog');
  await press(disposal, '处置');
  await disposal.getByText('请填写', { exact: false }).first().waitFor();
  await fill(disposal, { 原因: '制证', 已采取的措施: '已与制证机构确认补制' });
  await press(disposal, '处置');
  await page.locator('.ant-timeline').getByText('制证 · 已与制证机构确认补制').waitFor();
  await page.goto(`${world.base}/supervision/red-cards?view=disposed`);
  await row(page, red).getByText('制证', { exact: true }).waitFor();
  quiet(page);
});

test('who handles the case appeals with evidence, and the district decides', async () => {
  const clerk = await world.desk('clerk.ceshilu');
  await clerk.goto(`${world.base}/supervision/red-cards`);
  await press(row(clerk, appealed), '申诉');
  await fill(clerk.getByRole('dialog'), { 申诉理由: '证件已于截止日前送达', 证据: '邮件号 1100000001014\n签收记录 3月18日16时' });
  await press(clerk.getByRole('dialog'), '申诉');
  await clerk.locator('tr.gone-row', { hasText: appealed }).waitFor();
  quiet(clerk);

  const page = await world.desk('manager');
  await page.goto(`${world.base}/supervision/red-cards?view=appealed`);
  await row(page, appealed).getByRole('link', { name: /^红牌/ }).click();
  await page.getByText('签收记录 3月18日16时').waitFor();
  await press(page, '准予撤牌');
  await fill(page.getByRole('dialog'), { 理由: '签收记录属实' });
  await press(page.getByRole('dialog'), '准予撤牌');
  await page.getByText('已撤牌').first().waitFor();
  quiet(page);
});

test('a suspension is approved, and the limit stands still and is shown so', async () => {
  const number = await accepted(people.ji);
  await world.sandbox.call('POST', `/factory/orders/by-case/${number}/reject`, { reason: 'APPLICANT_RECAPTURE_PHOTO' });
  const page = await world.desk('manager.ceshilu');
  await page.goto(`${world.base}/supervision/approvals`);
  await until('the approval', async () => (await world.api.call('manager.ceshilu', 'GET', `/tasks?view=group&case=${number}`)).items[0]);
  await page.reload();
  await row(page, number).getByRole('link').first().click();
  await press(page, '认领');
  await press(page, '批准');
  await page.waitForURL(`**/cases/${number}`);
  await page.getByText('已挂起').first().waitFor();
  await page.goto(`${world.base}/supervision/limits?view=paused`);
  await row(page, number).getByText('人像数据不合格', { exact: false }).waitFor();
  quiet(page);
});

test('many are urged at once, one of them in vain and told why; what waits in their cases is given to somebody', async () => {
  const numbers = [];
  for (const waybill of ['1100000003005', '1100000003019']) {
    const number = await accepted(people.jia, 'post');
    await world.sandbox.call('POST', `/factory/orders/by-case/${number}/hand-over`, { waybill });
    await inState(world, number, 'HANDED_TO_EMS');
    numbers.push(number);
  }
  // Days without a word from the post: somebody is to ask.
  await move('2026-03-23T02:00:00Z');
  for (const number of numbers) await taskOf(world, number);
  const page = await world.desk('manager.ceshilu');
  await page.goto(`${world.base}/supervision/limits?state=HANDED_TO_EMS`);
  const dialog = page.getByRole('dialog');
  await press(row(page, numbers[0]), '催办');
  await fill(dialog, { 催办内容: '请说明进度' });
  await press(dialog, '催办');
  await dialog.waitFor({ state: 'hidden' });
  for (const number of numbers) await row(page, number).first().getByRole('checkbox').check();
  await press(page.getByRole('toolbar'), '催办');
  await fill(dialog, { 说明: '本周办结' });
  await press(dialog, '催办');
  await dialog.getByText('完成 1，失败 1，共 2').waitFor();
  await dialog.getByText('该办件已催办', { exact: false }).waitFor();
  await press(dialog, '关闭');

  await press(page.getByRole('toolbar'), '转交任务');
  await fill(dialog, { 转交给: '黄莉', 说明: '陈立外出' });
  await press(dialog, '转交任务');
  await dialog.getByText('完成 2，失败 0，共 2').waitFor();
  await press(dialog, '关闭');
  quiet(page);
  const clerk = await world.desk('clerk.ceshilu.b');
  await clerk.goto(`${world.base}/inbox?view=mine`);
  for (const number of numbers) await row(clerk, number).first().waitFor();
  quiet(clerk);
});

test('a year table is looked at, published, and the deadlines that moved are shown', async () => {
  const number = await accepted(people.jia);
  const table = await world.api.call('designer', 'GET', '/calendars/cn-mainland/2026');
  table.holidays.push({ date: '2026-03-25', name: '临时放假' });
  const page = await world.desk('designer');
  await page.goto(`${world.base}/calendar?tab=import`);
  await page.getByLabel('年度表（JSON）').fill(JSON.stringify(table));
  await press(page, '查看影响');
  await row(page, number).getByText('2026-04-02').waitFor();
  await row(page, number).getByText('顺延').waitFor();
  await press(page, '公布 2026 年');
  await page.locator('.ant-popconfirm').getByRole('button').last().click();
  await page.waitForURL(/tab=recounts/);
  await page.getByRole('link', { name: /cn-mainland 2026/ }).first().click();
  await row(page, number).getByText('2026-04-02').waitFor();
  assert.equal((await world.api.call('clerk.ceshilu', 'GET', `/cases/${number}/clocks`))[0].deadlineDate, '2026-04-02');
  quiet(page);
});
