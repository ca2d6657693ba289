// What clerks do all day, in a real browser on a real server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { applied, inState, open, people, quiet, taskOf, waiting } from './kit.mjs';

let world;
before(async () => (world = await open()));
after(() => world?.close());

const accept = async number => {
  const task = await taskOf(world, number);
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${task.id}/complete`, { outcome: 'Accept' });
  await inState(world, number, 'PRODUCTION');
};
const events = async (page, number, event) => {
  await page.goto(`${world.base}/cases/${number}`);
  await page.getByRole('button', { name: event }).click();
  return page.getByRole('dialog');
};

test('an application goes from the window to the factory and the post, fails twice, and is handed over at the window', async () => {
  const page = await world.desk('clerk.ceshilu');
  await page.goto(`${world.base}/counter`);
  await page.getByRole('link', { name: '居民身份证补领换领' }).click();
  await page.locator('#applicant-name').fill(people.jia.name);
  await page.locator('#applicant-idNumber').fill('310100199404189576');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('公民身份号码的校验位不正确').first().waitFor();
  await page.locator('#applicant-idNumber').fill(people.jia.idNumber);
  await page.locator('#applicant-mobile').fill(people.jia.mobile);
  await page.locator('#applicant-address').fill(people.jia.address);
  for (const [field, choice] of [['办理原因', '丢失'], ['领取方式', '邮政速递']]) {
    await page.getByRole('combobox', { name: field }).click();
    await page.locator('.ant-select-item-option', { hasText: choice }).first().click();
  }
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.waitForURL(/\/cases\/310-/);
  const number = page.url().split('/').at(-1);
  await taskOf(world, number);

  await page.goto(`${world.base}/inbox`);
  await page.getByRole('link', { name: number }).waitFor();
  await page.keyboard.press('n');
  await page.waitForURL(/\/tasks\//);
  await page.getByLabel('备注').fill('材料齐全');
  await page.getByRole('button', { name: /^受\s?理$/ }).click();
  await page.waitForURL(`**/cases/${number}`);
  await page.getByText('剩 7 个工作日').first().waitFor();
  await waiting(world, number, 'post.handover');

  const waybill = '1100000001014';
  await world.sandbox.call('POST', `/factory/orders/by-case/${number}/hand-over`, { waybill });
  await inState(world, number, 'HANDED_TO_EMS');
  for (let attempt = 0; attempt < 2; attempt++) {
    await world.sandbox.call('POST', `/post/waybills/${waybill}/events`, { code: 702 });
    await world.sandbox.call('POST', `/post/waybills/${waybill}/events`, { code: 705, reason: 'RECIPIENT_UNREACHABLE' });
  }
  await waiting(world, number, 'post.returned');
  let form = await events(page, number, '退回入柜');
  await form.getByRole('button', { name: /提\s?交/ }).click();
  await waiting(world, number, 'card.collect');
  await page.locator('main .ant-tag', { hasText: '未妥投待领取' }).first().waitFor();

  // After a failed delivery only the applicant or a guardian may come: everything that is wrong is said at once.
  form = await events(page, number, '来人领取');
  await form.locator('#visitor-name').fill(people.ji.name);
  await form.locator('#visitor-idNumber').fill(people.ji.idNumber);
  await form.getByRole('combobox', { name: '来人身份' }).click();
  await page.locator('.ant-select-item-option', { hasText: '被委托人' }).click();
  await form.getByRole('button', { name: /提\s?交/ }).click();
  await form.getByText('邮寄未妥投的证件，仅限本人或监护人领取').first().waitFor();
  await form.getByText('缺领证凭证').first().waitFor();

  form = await events(page, number, '来人领取');
  await form.locator('#visitor-name').fill(people.jia.name);
  await form.locator('#visitor-idNumber').fill(people.jia.idNumber);
  await form.getByRole('combobox', { name: '来人身份' }).click();
  await page.locator('.ant-select-item-option', { hasText: '本人' }).first().click();
  for (const box of ['出示本人有效身份证件', '交回领证凭证']) await form.getByRole('checkbox', { name: new RegExp(box) }).first().check();
  await form.getByRole('button', { name: /提\s?交/ }).click();
  await inState(world, number, 'CLOSED_COLLECTED_AFTER_FAILED_DELIVERY');
  await page.locator('main .ant-tag', { hasText: '未妥投后领取办结' }).first().waitFor();
  quiet(page);
});

test('an agent without the receipt is refused, nothing changes, and with it gets the card', async () => {
  const number = await applied(world, people.yi, { reason: 'damaged', delivery: 'counter', authorizationLetter: true, returnsOldCard: true }, { agent: people.ji });
  await accept(number);
  await world.sandbox.call('POST', `/factory/orders/by-case/${number}/arrive`, {});
  const page = await world.desk('clerk.ceshilu');
  let form = await events(page, number, '证件到受理点');
  await form.getByRole('button', { name: /提\s?交/ }).click();
  await waiting(world, number, 'card.collect');
  for (const receipt of [false, true]) {
    form = await events(page, number, '来人领取');
    await form.locator('#visitor-name').fill(people.ji.name);
    await form.locator('#visitor-idNumber').fill(people.ji.idNumber);
    await form.getByRole('combobox', { name: '来人身份' }).click();
    await page.locator('.ant-select-item-option', { hasText: '被委托人' }).click();
    for (const box of ['出示本人有效身份证件', '凭纸质委托书', ...(receipt ? ['交回领证凭证'] : [])]) await form.getByRole('checkbox', { name: new RegExp(box) }).first().check();
    await form.getByRole('button', { name: /提\s?交/ }).click();
    if (!receipt) await form.getByText('缺领证凭证').first().waitFor();
  }
  await inState(world, number, 'CLOSED_COLLECTED');
  quiet(page);
});

test('a rejection asks for its reason beside the field, and with it says what is to be told', async () => {
  const number = await applied(world, people.ji, { reason: 'damaged', delivery: 'counter' });
  const page = await world.desk('clerk.ceshilu');
  await page.goto(`${world.base}/tasks/${(await taskOf(world, number)).id}`);
  await page.getByRole('button', { name: /^认\s?领$/ }).click();
  await page.getByRole('button', { name: '不予受理' }).click();
  await page.locator('.ant-form-item', { hasText: '不予受理的原因' }).getByText('按此结果办结时必填').waitFor();
  await page.getByRole('combobox', { name: '不予受理的原因' }).click();
  await page.locator('.ant-select-item-option', { hasText: '非本人申请' }).click();
  await page.getByRole('button', { name: '不予受理' }).click();
  await page.waitForURL(`**/cases/${number}`);
  await page.getByText('本次申请不予受理').waitFor();
  await page.goto(`${world.base}/cases/${number}?tab=decisions`);
  await page.getByRole('button', { name: /展开/ }).first().click();
  await page.getByText(/依据：办理原因为损坏/).first().waitFor();
  quiet(page);
});

test('of two clerks who want one task the second is told who has it; what he typed is still there', async () => {
  const number = await applied(world, people.ji, { reason: 'lost', delivery: 'counter' });
  const task = await taskOf(world, number);
  const [one, other] = [await world.desk('clerk.ceshilu'), await world.desk('clerk.ceshilu.b')];
  for (const page of [one, other]) {
    await page.goto(`${world.base}/tasks/${task.id}`);
    await page.getByRole('button', { name: /^认\s?领$/ }).waitFor();
  }
  // The second one's page must not hear of the first: it presses what it still shows.
  await other.route('**/api/v1/news', route => route.abort());
  await one.getByRole('button', { name: /^认\s?领$/ }).click();
  await one.getByLabel('备注').fill('电话已核实');
  await one.getByText('已自动保存草稿').waitFor();
  const claim = other.getByRole('button', { name: /^认\s?领$/ });
  if (await claim.isVisible()) await claim.click();
  await other.getByText('陈立').first().waitFor();

  // A manager gives it to somebody else while it is being typed: the answer is clear, and nothing typed is lost.
  await world.api.call('manager.ceshilu', 'POST', `/tasks/${task.id}/assign`, { to: 'clerk.ceshilu.b' });
  const finish = one.getByRole('button', { name: /^受\s?理$/ });
  if (await finish.isVisible()) await finish.click();
  await one.getByText('黄莉').first().waitFor();
  assert.equal(await one.getByLabel('备注').inputValue(), '电话已核实');
  await one.reload();
  await one.getByLabel('备注').waitFor();
  assert.equal(await one.getByLabel('备注').inputValue(), '电话已核实');
  quiet(one);
});

test('a server that dies in the middle of a form loses nothing that was typed, and the button works once it is back', async () => {
  const number = await applied(world, people.yi, { reason: 'lost', delivery: 'counter' });
  const task = await taskOf(world, number);
  const page = await world.desk('clerk.ceshilu');
  await page.goto(`${world.base}/tasks/${task.id}`);
  await page.getByRole('button', { name: /^认\s?领$/ }).click();
  await page.getByLabel('备注').fill('本人到场');
  await world.kill();
  await page.getByRole('button', { name: /^受\s?理$/ }).click();
  await page.getByText('暂时连不上服务器').first().waitFor();
  assert.equal(await page.getByLabel('备注').inputValue(), '本人到场');
  await world.restart();
  await page.getByRole('button', { name: /^受\s?理$/ }).click();
  await page.waitForURL(`**/cases/${number}`);
  quiet(page);
});
