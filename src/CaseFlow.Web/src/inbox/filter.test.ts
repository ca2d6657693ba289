import { expect, test } from 'vitest';
import { fromSaved, query, read, write, type Filter } from './filter';

const filter: Filter = { view: 'all', process: ['a', 'b'], state: ['ACCEPTED'], colour: ['red'], office: 'sh-hp', assignee: 'clerk', applicant: '7', dueWithin: 3, unread: true, group: 'clerk', promised: 'late', sort: 'deadline' };

test('a filter survives the address', () => expect(read(write(filter))).toEqual(filter));

test('an address that says nothing shows what the group may take, most urgent first', () =>
  expect(read(new URLSearchParams('view=theirs&sort=luck'))).toMatchObject({ view: 'group', sort: 'urgency', process: [], colour: [] }));

test('what is not filtered is not sent', () => expect(query({ view: 'mine', process: [], state: [], colour: [], sort: 'urgency' })).toEqual({ View: 'mine', Sort: 'urgency' }));

test('a saved view gives its whole filter back', () => expect(fromSaved(filter as never)).toEqual(filter));
