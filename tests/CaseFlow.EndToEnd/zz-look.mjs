import { applied, inState, open, people, quiet, taskOf, waiting } from './kit.mjs';
const world = await open();
try {
  const number = await applied(world, people.jia, { reason: 'lost', delivery: 'post' });
  const task = await taskOf(world, number);
  const zh = await world.desk('clerk.ceshilu'); const en = await world.desk('clerk.ceshilu', 'en');
  await zh.goto(`${world.base}/tasks/${task.id}`);
  await zh.getByRole('button', { name: /^认\s?领$/ }).click();
  await zh.getByText('办理之后').waitFor();
  await zh.waitForTimeout(1200);
  await zh.screenshot({ path: '/tmp/desk-task-zh.png', fullPage: true });
  await en.goto(`${world.base}/tasks/${task.id}`); await en.getByText('What follows').waitFor();
  await en.waitForTimeout(800);
  await en.screenshot({ path: '/tmp/desk-task-en.png', fullPage: true });
  await zh.getByRole('button', { name: /^受\s?理$/ }).click();
  await zh.waitForURL(/cases/);
  await inState(world, number, 'PRODUCTION');
  await zh.waitForTimeout(800);
  await zh.screenshot({ path: '/tmp/desk-told-zh.png' });
  for (const [page, name] of [[zh, 'zh'], [en, 'en']]) {
    await page.goto(`${world.base}/cases/${number}?tab=course`);
    await page.locator('.activity[data-tone=here]').first().waitFor();
    await page.waitForTimeout(800);
    await page.screenshot({ path: `/tmp/desk-course-${name}.png`, fullPage: true });
  }
  await en.goto(`${world.base}/cases/${number}?tab=decisions`); await en.waitForTimeout(800);
  await en.screenshot({ path: '/tmp/desk-decisions-en.png' });
  const csv = await en.request.get(`${world.base}/api/v1/cases/${number}/decisions?format=csv&language=en`);
  console.log((await csv.text()).slice(0, 900));
  const m = await world.desk('manager.ceshilu');
  for (const a of ['time-limits', 'inbox?View=approvals', 'dashboard', 'dashboard/places', 'red-cards']) console.log(a, (await (await m.request.get(`${world.base}/api/v1/${a}${a.includes('?') ? '&' : '?'}format=csv&language=zh-CN`)).text()).slice(0, 500));
  console.log(zh.faults, en.faults);
} catch (e) { console.log(e); } finally { await world.close(); }
