// Every page of the desk in both languages: nothing serious for axe, no complaint in the console, no code where a word belongs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { accessible, applied, inState, open, quiet, taskOf } from './kit.mjs';

// A text that is missing shows its key.
const texts = JSON.parse(readFileSync(new URL('../../src/CaseFlow.Web/src/texts/zh-CN.json', import.meta.url), 'utf8'));
const keys = new RegExp(`^(${Object.keys(texts).join('|')})(\\.[a-zA-Z]+)+$`);

let world, number, task;
before(async () => {
  world = await open();
  task = (await taskOf(world, await applied(world))).id;
  // One that is accepted has decisions, papers and messages to show.
  number = await applied(world);
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, number)).id}/complete`, { outcome: 'Accept' });
  await inState(world, number, 'PRODUCTION');
});
after(() => world?.close());

const desks = () => ({
  'clerk.ceshilu': ['/inbox', '/counter', '/counter/id-card-reissue', '/cases', `/tasks/${task}`,
    ...['overview', 'course', 'timeline', 'clocks', 'decisions', 'papers', 'notes', 'links', 'messages'].map(tab => `/cases/${number}?tab=${tab}`)],
  'manager.ceshilu': ['/supervision', ...['diagram', 'workload', 'durations', 'forecast', 'limits', 'red-cards', 'orders', 'approvals', 'digest'].map(page => `/supervision/${page}`), '/calendar'],
  admin: ['/administration', ...['incidents', 'jobs', 'messages', 'people', 'offices', 'substitutions'].map(page => `/administration/${page}`)],
});

for (const locale of ['zh-CN', 'en']) {
  test(`every page in ${locale}`, async () => {
    for (const [login, paths] of Object.entries(desks())) {
      const page = await world.desk(login, locale);
      for (const path of paths) {
        await page.goto(world.base + path);
        await page.locator('main h1').first().waitFor();
        await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
        await accessible(page, `${locale} ${path}`);
        assert.equal(await page.getByText(keys).count(), 0, `${locale} ${path} shows a key instead of a text`);
        await filed(page, `${locale} ${path}`);
        if (locale === 'en') assert.deepEqual(await page.evaluate(chinese), [], `${path} is not all English`);
      }
      quiet(page);
      await page.context().close();
    }
  });
}

/** Chinese on a page that does not say so. Names, and what somebody wrote, carry their language, for screen readers too (WCAG 3.1.2); code stands as it is. Runs in the page. */
function chinese() {
  const found = [];
  for (let texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), text; (text = texts.nextNode());)
    if (/\p{Script=Han}/u.test(text.data) && !text.parentElement.closest('[lang^=zh], code, script')) found.push(text.data.trim());
  return found;
}

/** A table has a file beside it, and where there is one of each, the file has the columns that are on screen. */
async function filed(page, where) {
  const files = await page.locator('a[href*="format=csv"]').evaluateAll(links => links.map(link => link.getAttribute('href')));
  const tables = await page.locator('main table').count();
  const filled = await page.locator('main tr[data-row-key]').count();
  assert.ok(filled === 0 || files.length > 0, `${where} has a table and no file`);
  if (tables !== 1 || files.length !== 1) return;
  const shown = await page.locator('main thead th').evaluateAll(heads => heads.map(head => head.textContent.trim()));
  const [head] = (await (await page.request.get(world.base + files[0])).text()).replace('\uFEFF', '').split(/\r?\n/);
  const missing = shown.filter(text => text && !['处理', 'Actions'].includes(text) && !head.includes(text));
  assert.deepEqual(missing, [], `${where}: columns that the file lacks`);
}

test('the sign-in page in both languages', async () => {
  const page = await world.desk('clerk.ceshilu');
  await page.context().clearCookies();
  await page.goto(world.base);
  await page.locator('input[type=password]').waitFor();
  await accessible(page, 'sign-in');
});

test('whatever the inbox offers is done from the keyboard, and ? says how', async () => {
  const page = await world.desk('clerk.ceshilu');
  await page.locator('tbody a').first().waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByText('下一件').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('o');
  await page.waitForURL(/\/tasks\//);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await page.waitForURL(/\/cases$/);
});

test('the desk loads less than 400 KB of script before a page of it', async () => {
  const page = await world.desk('clerk.ceshilu');
  const html = await (await fetch(world.base + '/')).text();
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(match => match[1]);
  let bytes = 0;
  for (const script of scripts) bytes += Number((await page.request.fetch(world.base + script, { headers: { 'accept-encoding': 'br' } })).headers()['content-length'] ?? (await brotli(world.base + script)));
  assert.ok(bytes > 0 && bytes < 400 * 1024, `${bytes} bytes`);
});

async function brotli(url) {
  const { get } = await import('node:http');
  return new Promise((done, failed) => get(url, { headers: { 'accept-encoding': 'br' } }, answer => {
    let bytes = 0;
    answer.on('data', part => (bytes += part.length)).on('end', () => done(bytes));
  }).on('error', failed));
}
