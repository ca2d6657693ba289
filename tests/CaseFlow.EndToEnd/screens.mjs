// Takes a picture of every page of the desk, with cases in several states: screens.mjs LOCALE FOLDER. ./scripts/screens builds what it needs and runs this.
import { mkdirSync } from 'node:fs';
import { applied, inState, open, people, stumbled, taskOf, until, waiting } from './kit.mjs';

const [locale, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const world = await open({ CaseFlow__Jobs__Attempts: '2' });
const move = now => world.api.call('admin', 'POST', '/clock', { now });

/** Some days of work, so that there is something to count: each day six apply, what is accepted is made, and most of it comes in time. */
async function past() {
  const posted = [];
  let waybill = 1100000002000;
  const everybody = Object.values(people).map(person => ({ ...person, address: people.jia.address }));
  for (const [number, day] of ['02', '03', '04', '05', '06', '09', '10', '11', '12', '13', '16', '17', '18'].entries()) {
    await move(`2026-03-${day}T02:00:00Z`);
    await Promise.all([...everybody, ...everybody].map(async person => {
      const one = await applied(world, person);
      await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, one)).id}/complete`, { outcome: 'Accept' });
      await waiting(world, one, 'post.handover');
      posted.push({ one, day: number, waybill: String(waybill++) });
    }));
    await move(`2026-03-${day}T06:30:00Z`);
    for (const { one, waybill: own } of posted.filter(each => each.day === number - 1)) {
      await world.sandbox.call('POST', `/factory/orders/by-case/${one}/hand-over`, { waybill: own });
      await inState(world, one, 'HANDED_TO_EMS');
    }
    for (const { waybill: own } of posted.filter((each, place) => each.day === number - [2, 3, 99][place % 3])) {
      await world.sandbox.call('POST', `/post/waybills/${own}/events`, { code: 702 });
      await world.sandbox.call('POST', `/post/waybills/${own}/events`, { code: 704 });
    }
  }
}

/** The numbers are counted when somebody looks; a picture waits for that. */
async function counted() {
  await world.api.call('manager.ceshilu', 'POST', '/dashboard/refresh');
  await until('the numbers', async () => !(await world.api.call('manager.ceshilu', 'GET', '/dashboard')).stale && (await world.api.call('manager.ceshilu', 'GET', '/dashboard/trends')).days.some(day => day.closed > 0));
}

try {
  await past();
  const accepted = await applied(world, people.jia);
  const task = await taskOf(world, accepted);
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${task.id}/complete`, { outcome: 'Accept' });
  await inState(world, accepted, 'PRODUCTION');
  await move('2026-03-19T02:00:00Z');
  const waits = await applied(world, people.yi, { reason: 'damaged', delivery: 'counter' });
  await applied(world, people.ji, { reason: 'lost', delivery: 'counter' });
  const open_ = await taskOf(world, waits);
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${open_.id}/claim`);
  await world.api.call('manager.ceshilu', 'PUT', '/me/mobile', { mobile: '19000000009', locale: 'zh-CN' });
  await move('2026-03-20T02:00:00Z');
  await counted();

  const [red] = (await world.api.call('manager.ceshilu', 'GET', '/red-cards?view=open')).items;
  await world.api.call('manager.ceshilu', 'POST', `/cases/${red.caseNumber}/supervision`, { measure: '联系邮政，今日投递', dueOn: '2026-03-23', owner: 'clerk.ceshilu', redCard: red.id });
  await world.api.call('clerk.ceshilu.b', 'POST', `/cases/${waits}/notes`, { body: '@clerk.ceshilu 请核对照片' });
  await world.api.call('clerk.ceshilu', 'POST', '/operations', { command: 'releaseTask', reason: '下午不在窗口', selection: { ids: [String(open_.id)] } });
  await world.api.call('clerk.ceshilu.b', 'POST', '/substitutions', { deputy: 'clerk.ceshilu', from: '2026-03-23T09:00:00+08:00', until: '2026-03-27T17:00:00+08:00' });
  // A pause that waits for approval, work that was given up, and a workflow that cannot go on.
  await world.sandbox.call('POST', `/factory/orders/by-case/${accepted}/reject`, { reason: 'APPLICANT_RECAPTURE_PHOTO' });
  await world.sandbox.call('POST', '/control/misbehave', { system: 'sms', mode: 'fail', times: 100 });
  const unsent = await applied(world, people.jia, { reason: 'lost', delivery: 'counter' });
  await world.api.call('clerk.ceshilu', 'POST', `/tasks/${(await taskOf(world, unsent)).id}/complete`, { outcome: 'Accept' });
  await until('a dead letter', async () => (await world.api.call('admin', 'GET', '/jobs/failed'))[0]);
  await stumbled(world);

  const [place] = (await world.api.call('manager.ceshilu', 'GET', '/dashboard/places')).places;
  const pages = {
    'clerk.ceshilu': [['inbox', '/inbox?view=all'], ['search', '/cases?q=' + encodeURIComponent(people.yi.name)], ['absences', '/absences'], ['operations', '/operations'], ['task', `/tasks/${open_.id}`], ['counter', '/counter'], ['new-case', '/counter/id-card-reissue'], ['lost', '/nowhere'], ['cases', '/cases'], ['case', `/cases/${accepted}`],
      ...['course', 'timeline', 'clocks', 'decisions', 'papers', 'notes', 'links', 'messages', 'privacy'].map(tab => [`case-${tab}`, `/cases/${accepted}?tab=${tab}`])],
    'manager.ceshilu': [['dashboard', '/supervision'], ['limits', '/supervision/limits'], ['red-cards', '/supervision/red-cards'], ['orders', '/supervision/orders'], ['workload', '/supervision/workload'],
      ['durations', '/supervision/durations'], ['forecast', '/supervision/forecast'], ['diagram', '/supervision/diagram'], ['counted', '/supervision/counted?measure=opened&from=2026-03-09&to=2026-03-13'],
      ['approvals', '/supervision/approvals'], ['red-card', `/supervision/red-cards/${red.id}`], ['digest', '/supervision/digest'], ['waiting', `/supervision/waiting?${new URLSearchParams({ process: place.definition, version: place.version, activity: place.activity, name: place.name })}`], ['calendar', '/calendar']],
    admin: [['health', '/administration'], ['incidents', '/administration/incidents'], ['jobs', '/administration/jobs'], ['given-up', '/administration/jobs?view=failed'], ['messages', '/administration/messages'], ['people', '/administration/people'],
      ['offices', '/administration/offices'], ['substitutions', '/administration/substitutions']],
  };
  for (const [login, list] of Object.entries(pages)) {
    const page = await world.desk(login, locale);
    for (const [name, path] of list) {
      await page.goto(world.base + path);
      await page.locator('main h1').first().waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      await page.waitForTimeout(600); // charts draw themselves
      await page.screenshot({ path: `${folder}/${name}.png` });
      console.log(`${folder}/${name}.png`);
    }
    if (login === 'admin') continue;
    await page.goto(`${world.base}/${login.startsWith('clerk') ? 'inbox' : 'supervision'}`);
    await page.getByRole('button', { name: locale === 'en' ? /^Calls/ : /^提醒/ }).click();
    await page.getByRole('dialog').locator('[aria-busy=true]').waitFor({ state: 'detached' });
    await page.waitForTimeout(600);
    await page.screenshot({ path: `${folder}/calls-${login.split('.')[0]}.png` });
    await page.context().clearCookies();
    await page.goto(world.base);
    await page.locator('input[type=password]').waitFor();
    await page.screenshot({ path: `${folder}/sign-in.png` });
  }
} finally {
  await world.close();
}
