// What a window does all day, from the keyboard alone: nothing here clicks.
import { after, before, test } from 'node:test';
import { accessible, applied, inState, open, people, quiet, taskOf, waiting } from './kit.mjs';

let world;
before(async () => (world = await open()));
after(() => world?.close());

/** Walks with Tab to something. */
async function tabTo(page, target) {
  await target.waitFor();
  const there = await target.elementHandle();
  for (let steps = 0; steps < 150; steps++) {
    if (await there.evaluate(one => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never comes to ${target}.`);
}

async function press(page, target, key = 'Enter') {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function choose(page, where, name, option) {
  await press(page, where.getByRole('combobox', { name }));
  const active = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option-active');
  await active.waitFor();
  for (let steps = 0; !(await active.textContent()).includes(option); steps++) {
    if (steps > 20) throw new Error(`${name} has no ${option}.`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

async function fill(page, where, fields) {
  for (const [id, text] of Object.entries(fields)) {
    await tabTo(page, where.locator(`#${id}`));
    await page.keyboard.type(text);
  }
}

const button = (where, name) => where.getByRole('button', { name });
const person = (role, { name, idNumber, mobile }) => ({ [`${role}-name`]: name, [`${role}-idNumber`]: idNumber, ...(mobile && role === 'applicant' ? { 'applicant-mobile': mobile } : {}) });

async function matter(page, name) {
  await page.goto(`${world.base}/counter`);
  await press(page, page.getByRole('link', { name }));
  await page.locator('#applicant-name').waitFor();
}

/** Opens the task that waits on the case page, takes it, and ends it. */
async function work(page, title, outcome, between = async () => {}) {
  await press(page, page.locator('main').getByRole('link', { name: title }));
  await button(page, /^认\s?领$/).waitFor();
  await page.keyboard.press('c');
  await button(page, outcome).waitFor();
  await between();
  await press(page, button(page, outcome));
  await page.waitForURL(/\/cases\/310-/);
}

/** Signs what a paper asks for on the printed paper. */
async function sign(page, where, paper) {
  await press(page, button(where, paper));
  await press(page, button(page.getByRole('dialog').last(), '已在纸质文书上签名'));
  await button(where, paper).waitFor({ state: 'detached' });
}

test('a new application, and a second one of the same person, which is found', async () => {
  const page = await world.desk('clerk.ceshilu');
  for (const again of [false, true]) {
    await matter(page, '居民身份证补领换领');
    await fill(page, page, person('applicant', people.ji));
    await choose(page, page, '办理原因', '丢失');
    await choose(page, page, '领取方式', '受理点');
    await press(page, button(page, '提交申请'));
    await page.waitForURL(/\/cases\/310-/);
    await page.locator('main h1').waitFor();
    if (again) await page.getByText('同一申请人同一事项已有未办结的办件').waitFor();
  }
  quiet(page);
});

test('a loss report', async () => {
  const page = await world.desk('clerk.ceshilu');
  await matter(page, '居民身份证挂失、解挂');
  await fill(page, page, person('applicant', people.yi));
  await choose(page, page, '办理事项', '申报挂失');
  await choose(page, page, '遗失或被盗', '遗失');
  await press(page, button(page, '提交申请'));
  await page.waitForURL(/\/cases\/310-/);
  const number = page.url().split('/').at(-1);
  await taskOf(world, number);
  await work(page, '核验来人身份', /^完\s?成$/);
  await work(page, '受理挂失', /^受\s?理$/);
  await inState(world, number, 'LR_REPORTED');
  await page.getByText('原证已挂失，不能再使用').waitFor();
  quiet(page);
});

test('pickup with the check list of the rulebook: the receipt is scanned, the register signed', async () => {
  const number = await applied(world, people.jia, { reason: 'lost', delivery: 'counter' });
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, number)).id}/complete`, { outcome: 'Accept' });
  await inState(world, number, 'PRODUCTION');
  await world.sandbox.call('POST', `/factory/orders/by-case/${number}/arrive`, {});
  await world.api.call('clerk.ceshilu', 'POST', `/cases/${number}/events/card.arrive`, {});
  await waiting(world, number, 'card.collect');
  const { queryCode } = await world.api.call('clerk.ceshilu', 'GET', `/cases/${number}`);

  const page = await world.desk('clerk.ceshilu');
  await page.goto(`${world.base}/cases/${number}`);
  await press(page, button(page, '来人领取'));
  const form = page.getByRole('dialog');
  await fill(page, form, person('visitor', people.jia));
  await choose(page, form, '来人身份', '本人');
  const scan = form.getByRole('textbox', { name: /扫描领证凭证/ });
  await tabTo(page, scan);
  await page.keyboard.type('ZZZZZZZZ\n');
  await press(page, form.getByRole('checkbox', { name: /出示本人有效身份证件/ }), 'Space');
  await press(page, button(form, /提\s?交/));
  await form.getByText('这份凭证不是本办件的').first().waitFor();
  await tabTo(page, scan);
  await page.keyboard.press('ControlOrMeta+a');
  // A scanner types fast, in the case it likes, and ends with Enter: that ends the code and sends nothing.
  await page.keyboard.type(`${queryCode.toLowerCase()}\n`);
  await form.getByRole('checkbox', { name: /交回领证凭证/, checked: true }).waitFor();
  await press(page, button(form, /提\s?交/));
  await inState(world, number, 'CLOSED_COLLECTED');
  await form.getByText('请当面核对证件上的信息').waitFor();
  await sign(page, form, /领取人签名/);
  await accessible(page, 'the form of a pickup');
  quiet(page);
});

test('a temporary card while the real one is made', async () => {
  const reissue = await applied(world, people.yi, { reason: 'damaged', delivery: 'counter', returnsOldCard: true });
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, reissue)).id}/complete`, { outcome: 'Accept' });
  await inState(world, reissue, 'PRODUCTION');
  const page = await world.desk('clerk.ceshilu');
  await matter(page, '临时居民身份证');
  await fill(page, page, person('applicant', people.yi));
  await press(page, page.getByRole('checkbox').first(), 'Space');
  await press(page, button(page, '提交申请'));
  await page.waitForURL(/\/cases\/310-/);
  const number = page.url().split('/').at(-1);
  await taskOf(world, number);
  await work(page, '制作并发放临时居民身份证', /^签\s?发$/, () => sign(page, page, /申领人（监护人）签名/));
  await inState(world, number, 'TEMP_ISSUED');
  quiet(page);
});
