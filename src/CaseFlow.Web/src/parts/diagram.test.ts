import { expect, test } from 'vitest';
import { placeOf, read } from './diagram';

const chart = {
  root: {
    id: 'main',
    type: 'Elsa.Flowchart',
    activities: [
      { id: 'a', nodeId: 'W:main:a', type: 'Elsa.Start', metadata: { displayText: '开始', designer: { position: { x: 10, y: 20 } } } },
      { id: 'b', nodeId: 'W:main:b', type: 'Elsa.Sequence', activities: [{ id: 'c', nodeId: 'W:main:b:c', type: 'CaseFlow.HumanTask' }] },
    ],
    connections: [{ source: { activity: 'a' }, target: { activity: 'b' } }],
  },
};

test('activities stand where the designer put them, with the words of the designer', () => {
  expect(read(chart).activities[0]).toEqual({ id: 'a', nodeId: 'W:main:a', name: '开始', type: 'Elsa.Start', position: { x: 10, y: 20 } });
  expect(read(chart).arrows).toEqual([{ id: 'a/Done/b/0', from: 'a', to: 'b', port: 'Done' }]);
});

test('what happens inside an activity is marked on the one that is drawn', () => {
  expect(placeOf(read(chart), 'W:main:b:c')).toBe('W:main:b');
  expect(placeOf(read(chart), 'W:main:a')).toBe('W:main:a');
  expect(placeOf(read(chart), 'W:other')).toBeUndefined();
});

test('a sequence is drawn in its order', () => {
  const sequence = { root: { id: 's', type: 'Elsa.Sequence', activities: [{ id: 'x', type: 'A' }, { id: 'y', type: 'B' }] } };
  expect(read(sequence).arrows.map((arrow) => `${arrow.from}→${arrow.to}`)).toEqual(['x→y']);
});
