// What who supervises does: orders, urges, red cards. An order or a card is the one of the case the scenario is about; the manager of its station acts, and appeals are decided by the district.
import { asManager } from './events.mjs';

const DISTRICT = { yangbanjie: 'manager.pudong' };
const ofCase = world => encodeURIComponent(world.case.number);
const find = async (world, actor, path, what) => {
  const { items } = await world.api.call(actor, 'GET', path);
  const found = items.find(one => one.caseNumber === world.case.number);
  if (!found) throw new Error(`case ${world.case.number} has no ${what}`);
  return found;
};
const district = world => DISTRICT[world.case.office] ?? 'manager';
const order = world => find(world, world.clerk(), '/supervisions?limit=200', 'open supervision order or urge');
const card = (world, view) => find(world, district(world), `/red-cards?view=${view}&limit=200`, `red card that is ${view}`);

export const SUPERVISION_HANDLERS = {
  'supervision.issue': (world, event) => asManager(world, manager => world.api.call(manager, 'POST', `/cases/${ofCase(world)}/supervision`, event.with)),
  'supervision.reply': async (world, event) => world.api.call(world.clerk(), 'POST', `/supervisions/${(await order(world)).id}/reply`, event.with),
  'supervision.close': async (world, event) => {
    const { id } = await order(world);
    return asManager(world, manager => world.api.call(manager, 'POST', `/supervisions/${id}/close`, event.with));
  },
  'case.urge': (world, event) => asManager(world, manager => world.api.call(manager, 'POST', `/cases/${ofCase(world)}/urge`, event.with)),
  'red-card.dispose': async (world, event) => {
    const { id } = await card(world, 'open');
    return asManager(world, manager => world.api.call(manager, 'POST', `/red-cards/${id}/dispose`, event.with));
  },
  'red-card.appeal': async (world, event) => world.api.call(world.clerk(), 'POST', `/red-cards/${(await card(world, 'open')).id}/appeal`, event.with),
  'appeal.decide': async (world, event) => world.api.call(district(world), 'POST', `/red-cards/${(await card(world, 'appealed')).id}/decide-appeal`, event.with),
};
