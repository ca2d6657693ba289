// What the journeys share: a server of their own with a clock that is moved by hand, and a browser in which people sign in.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { Api, Sandbox } from '../../scripts/lib/scenarios/client.mjs';
import { startServer } from '../../scripts/lib/scenarios/start.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Artificial people with valid numbers. */
export const people = {
  jia: { name: '演示甲辰', idNumber: '310100199404189575', mobile: '19000000101', address: '上海市黄浦区测试路100弄1号101室' },
  ji: { name: '样本己酉', idNumber: '310100198601099240', mobile: '19000000102' },
  yi: { name: '测试乙', idNumber: '310100198803159918', mobile: '19000000103' },
};

export const browse = (...more) => chromium.launch({ executablePath: process.env.CASEFLOW_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', ...more] });

/** A server, its outside world and a browser.
 * @param own Further settings of the server. */
export async function open(own = {}) {
  const server = await startServer(() => {}, own);
  const browser = await browse();
  const api = new Api(server.base);
  const sandbox = new Sandbox(server.sandboxBase);
  await api.call('admin', 'POST', '/clock', { now: '2026-03-09T01:00:00Z' });
  return {
    ...server,
    api,
    sandbox,
    /** A person at a desk of their own. What the page complains about in its console fails the journey. */
    async desk(login, locale = 'zh-CN', own = browser, password = 'caseflow') {
      const context = await own.newContext({ viewport: { width: 1360, height: 900 }, locale, timezoneId: 'Asia/Shanghai' });
      await context.addInitScript(language => localStorage.setItem('caseflow.locale', language), locale);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      page.faults = [];
      page.on('pageerror', fault => page.faults.push(fault.message));
      page.on('console', said => said.type() === 'error' && !/status of (401|404|409|422|503)|ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY/.test(said.text()) && page.faults.push(`${said.text()} ${said.location().url}`));
      await page.goto(server.base);
      await page.locator('input[autocomplete=username]').fill(login);
      await page.locator('input[type=password]').fill(password);
      await page.keyboard.press('Enter');
      await page.locator('.desk').waitFor();
      return page;
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}

/** A case that waits for its acceptance, and its task. */
export async function applied(world, person = people.jia, data = { reason: 'lost', delivery: 'post' }, others = {}) {
  const { case: view } = await world.api.call('clerk.ceshilu', 'POST', '/cases', {
    process: 'id-card-reissue', office: 'ceshilu', channel: 'counter', parties: { applicant: person, ...others }, data, duplicateReason: 'journey',
  });
  await taskOf(world, view.number);
  return view.number;
}

/** Asks again until there is an answer: work outside the server takes as long as it takes. */
export async function until(what, ask) {
  for (const end = Date.now() + 60_000; Date.now() < end; await new Promise(done => setTimeout(done, 200))) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error(`Waited in vain for ${what}.`);
}

const stumbles = {
  definitionId: 'stumbles', id: 'stumbles-v1', name: '会绊倒', version: 1, inputs: [], outputs: [], variables: [],
  root: { type: 'Elsa.Sequence', id: 'main', activities: [{ type: 'Elsa.Fault', id: 'stone', ...Object.fromEntries(['code', 'message'].map(name => [name, { typeName: 'String', expression: { type: 'Literal', value: 'stone' } }])) }] },
};

/** A workflow without a case that cannot go on. */
export async function stumbled(world) {
  if (!world.stumbles) {
    world.stumbles = await world.api.call('designer', 'POST', '/definitions', { definition: stumbles });
    await world.api.call('designer', 'POST', `/definitions/${world.stumbles.id}/${world.stumbles.version}/publish`);
  }
  await world.api.call('admin', 'POST', '/instances', { definition: world.stumbles.id });
}

/** The task of a case that anybody of the office may take, once it is there. */
export const taskOf = (world, number) =>
  until(`a task of ${number}`, async () => (await world.api.call('clerk.ceshilu', 'GET', `/tasks?view=group&case=${number}`)).items[0]);

/** The case, once it has come to a state. */
export const inState = (world, number, ...states) =>
  until(`${number} in ${states}`, async () => {
    const view = await world.api.call('clerk.ceshilu', 'GET', `/cases/${number}`);
    return states.includes(view.state) && view;
  });

/** The case, once it waits for an event. */
export const waiting = (world, number, event) =>
  until(`${number} waiting for ${event}`, async () => (await world.api.call('clerk.ceshilu', 'GET', `/cases/${number}`)).awaits.some(one => one.events.includes(event)));

/** Nothing serious, by the rules of WCAG 2.2 AA. */
export async function accessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }));
  const serious = violations.filter(one => one.impact === 'serious' || one.impact === 'critical').map(one => `${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 4).join(' | ')}`);
  assert.deepEqual(serious, [], where);
}

export function quiet(page) {
  assert.deepEqual(page.faults, []);
}

/** Presses a button by its word: the library sets two characters apart. */
export const press = (where, word) => where.getByRole('button', { name: new RegExp(`^${[...word].join('\\s?')}$`) }).first().click();

/** Fills fields by their labels, whatever they are: a choice is chosen, a day typed. */
export async function fill(where, fields) {
  for (const [label, value] of Object.entries(fields)) {
    const field = where.getByLabel(label, { exact: true }).first();
    const kind = await field.evaluate(one => (one.closest('.ant-select') ? 'choice' : one.closest('.ant-picker') ? 'day' : 'text'));
    if (kind !== 'choice') await field.fill(value);
    if (kind === 'day') await field.press('Enter');
    if (kind !== 'choice') continue;
    await field.click();
    await field.page().locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: value }).first().click();
    if (await field.evaluate(one => one.closest('.ant-select-multiple') !== null)) await field.press('Escape');
  }
}
