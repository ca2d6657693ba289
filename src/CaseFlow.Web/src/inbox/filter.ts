import type { Schemas } from '../api/client';

export const views = ['mine', 'group', 'all'] as const;
export const colours = ['red', 'final', 'amber', 'green', 'paused', 'none'] as const;
export const sorts = ['urgency', 'deadline', 'opened'] as const;
export const allColumns = ['task', 'case', 'process', 'state', 'applicant', 'remaining', 'office', 'assignee', 'priority', 'opened', 'due'] as const;
export type Column = (typeof allColumns)[number];
export const firstColumns: Column[] = ['task', 'case', 'process', 'applicant', 'state', 'remaining', 'assignee', 'opened'];

export interface Filter {
  view: (typeof views)[number];
  process: string[];
  state: string[];
  colour: string[];
  office?: string;
  assignee?: string;
  unread?: boolean;
  group?: string;
  promised?: string;
  sort: (typeof sorts)[number];
}

const one = <T extends string>(known: readonly T[], text: string | null, otherwise: T): T => known.find((value) => value === text) ?? otherwise;

/** The filter stands in the address: what one sees can be sent to a colleague, who sees through it what he may see himself. */
export const read = (address: URLSearchParams): Filter => ({
  view: one(views, address.get('view'), 'group'),
  process: address.getAll('process'),
  state: address.getAll('state'),
  colour: address.getAll('colour'),
  office: address.get('office') ?? undefined,
  assignee: address.get('assignee') ?? undefined,
  unread: address.get('unread') === 'true' ? true : undefined,
  group: address.get('group') ?? undefined,
  promised: address.get('promised') ?? undefined,
  sort: one(sorts, address.get('sort'), 'urgency'),
});

export function write(filter: Filter): URLSearchParams {
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (Array.isArray(value)) for (const each of value) address.append(name, String(each));
    else if (value !== undefined && value !== '' && !(name === 'sort' && value === 'urgency')) address.set(name, String(value));
  }
  return address;
}

/** As the API and saved views name it. */
export const query = (filter: Filter) => ({
  View: filter.view,
  Process: filter.process.length ? filter.process : undefined,
  State: filter.state.length ? filter.state : undefined,
  Colour: filter.colour.length ? filter.colour : undefined,
  Office: filter.office,
  Assignee: filter.assignee,
  Unread: filter.unread,
  Group: filter.group,
  Promised: filter.promised,
  Sort: filter.sort,
});

export const fromSaved = (saved: Schemas['InboxFilter']): Filter => ({
  view: one(views, saved.view ?? null, 'group'),
  process: saved.process ?? [],
  state: saved.state ?? [],
  colour: saved.colour ?? [],
  office: saved.office ?? undefined,
  assignee: saved.assignee ?? undefined,
  unread: saved.unread ?? undefined,
  group: saved.group ?? undefined,
  promised: saved.promised ?? undefined,
  sort: one(sorts, saved.sort ?? null, 'urgency'),
});
