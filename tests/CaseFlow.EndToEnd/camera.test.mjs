// The receipt of a pickup before the camera: a browser of its own looks at a film of the printed paper.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, applied, browse, inState, open, quiet, taskOf, waiting } from './kit.mjs';

let world, number, queryCode, folder, watching;
before(async () => {
  world = await open();
  number = await applied(world, undefined, { reason: 'lost', delivery: 'counter' });
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, number)).id}/complete`, { outcome: 'Accept' });
  await inState(world, number, 'PRODUCTION');
  await world.sandbox.call('POST', `/factory/orders/by-case/${number}/arrive`, {});
  await world.api.call('clerk.ceshilu', 'POST', `/cases/${number}/events/card.arrive`, {});
  await waiting(world, number, 'card.collect');
  ({ queryCode } = await world.api.call('clerk.ceshilu', 'GET', `/cases/${number}`));
  folder = mkdtempSync(join(tmpdir(), 'caseflow-camera-'));
  const film = join(folder, 'receipt.mjpeg');
  writeFileSync(film, await receipt());
  watching = await browse('--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`);
});
after(async () => {
  await watching?.close();
  if (folder) rmSync(folder, { recursive: true });
  await world?.close();
});

/** What a camera sees of the receipt that was printed: the corner with the code. */
async function receipt() {
  const page = await world.desk('clerk.ceshilu');
  const paper = (await world.api.call('clerk.ceshilu', 'GET', `/cases/${number}/papers`)).find(one => one.template === 'collection-receipt' && one.locale === 'zh-CN');
  await page.setViewportSize({ width: 640, height: 480 });
  await page.goto(`${world.base}/api/v1/cases/${number}/papers/${paper.id}`);
  await page.locator('figure.qr').scrollIntoViewIfNeeded();
  const picture = await page.screenshot({ type: 'jpeg', quality: 90 });
  await page.context().close();
  return picture;
}

/** The form of whoever comes for the card, and its field for the receipt. */
async function pickup(own, locale = 'zh-CN') {
  const page = await world.desk('clerk.ceshilu', locale, own);
  await page.goto(`${world.base}/cases/${number}`);
  await page.getByRole('button', { name: locale === 'en' ? 'Somebody comes for the card' : '来人领取' }).click();
  return { page, field: page.getByLabel(locale === 'en' ? 'Scan the collection receipt' : '扫描领证凭证').first(), camera: page.getByRole('button', { name: locale === 'en' ? 'Scan with the camera' : '用摄像头扫描' }) };
}

test('the camera reads the receipt, which ticks that it was handed in', async () => {
  const { page, field, camera } = await pickup(watching);
  await page.context().grantPermissions(['camera']);
  await camera.click();
  await page.getByRole('checkbox', { name: /交回领证凭证/, checked: true }).waitFor();
  assert.equal(await field.inputValue(), queryCode);
  quiet(page);
});

test('a camera that is refused or missing says so, and the code is typed', async () => {
  for (const [own, said] of [[watching, 'The browser may not use the camera.'], [undefined, 'There is no camera that can be used.']]) {
    const { page, field, camera } = await pickup(own, 'en');
    await camera.click();
    await page.getByRole('alert').filter({ hasText: said }).waitFor();
    await accessible(page, said);
    await page.keyboard.press('Escape');
    await page.getByRole('alert').filter({ hasText: said }).waitFor({ state: 'detached' });
    await field.focus();
    await page.keyboard.type(`${queryCode.toLowerCase()}\n`);
    await page.getByRole('checkbox', { name: /Collection receipt handed in/, checked: true }).waitFor();
    quiet(page);
  }
});
