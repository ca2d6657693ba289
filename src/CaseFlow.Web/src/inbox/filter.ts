import type { Schemas } from '../api/client';

export const views = ['mine', 'group', 'all'] as const;
export const colours = ['red', 'final', 'amber', 'green', 'paused', 'none'] as const;
export const sorts = ['urgency', 'deadline', 'opened'] as const;
/** Days ahead that a limit may end in. */
export const spans = [0, 1, 3, 7] as const;
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
  applicant?: string;
  dueWithin?: number;
  unread?: boolean;
  group?: string;
  promised?: string;
  sort: (typeof sorts)[number];
}

const one = <T extends string>(known: readonly T[], text: string | null | undefined, otherwise: T): T => known.find((value) => value === text) ?? otherwise;

/** The filter stands in the address: what one sees can be sent to a colleague, who sees through it what he may see himself. */
export const read = (address: URLSearchParams): Filter => ({
  view: one(views, address.get('view'), 'group'),
  process: address.getAll('process'),
  state: address.getAll('state'),
  colour: address.getAll('colour'),
  office: address.get('office') ?? undefined,
  assignee: address.get('assignee') ?? undefined,
  applicant: address.get('applicant') ?? undefined,
  dueWithin: spans.find((days) => String(days) === address.get('dueWithin')),
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

/** As the API asks for it in an address. */
export const query = ({ process, state, colour, ...filter }: Filter) => ({
  View: filter.view,
  Process: process.length ? process : undefined,
  State: state.length ? state : undefined,
  Colour: colour.length ? colour : undefined,
  Office: filter.office,
  Assignee: filter.assignee,
  Applicant: filter.applicant,
  DueWithin: filter.dueWithin,
  Unread: filter.unread,
  Group: filter.group,
  Promised: filter.promised,
  Sort: filter.sort,
});

/** The filter of a saved view. */
export const fromSaved = (saved: Schemas['InboxFilter']): Filter => ({
  view: one(views, saved.view, 'group'),
  process: saved.process ?? [],
  state: saved.state ?? [],
  colour: saved.colour ?? [],
  office: saved.office ?? undefined,
  assignee: saved.assignee ?? undefined,
  applicant: saved.applicant ?? undefined,
  dueWithin: spans.find((days) => days === saved.dueWithin),
  unread: saved.unread ?? undefined,
  group: saved.group ?? undefined,
  promised: saved.promised ?? undefined,
  sort: one(sorts, saved.sort, 'urgency'),
});
