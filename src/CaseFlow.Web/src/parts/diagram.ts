interface Part {
  id: string;
  nodeId?: string;
  name?: string;
  type: string;
  activities?: Part[];
  connections?: { source: { activity: string; port?: string }; target: { activity: string } }[];
  metadata?: { displayText?: string; designer?: { position?: { x: number; y: number } } };
}

/** The file of a version, as far as it is drawn. */
export interface Definition {
  root: Part;
}

export interface Drawn {
  activities: { id: string; nodeId: string; name: string; type: string; position: { x: number; y: number } }[];
  arrows: { id: string; from: string; to: string; port: string }[];
}

const step = 240;

/** The activities and arrows of a flowchart, where the designer put them. What has no place, such as a sequence, stands in a row. */
export function read(definition: Definition): Drawn {
  const chart = flowchartOf(definition.root);
  const parts = chart.activities ?? [];
  const arrows = chart.connections
    ? chart.connections.map((one) => ({ from: one.source.activity, to: one.target.activity, port: one.source.port ?? 'Done' }))
    : parts.slice(1).map((part, place) => ({ from: parts[place]!.id, to: part.id, port: 'Done' }));
  return {
    activities: parts.map((part, place) => ({
      id: part.id,
      nodeId: part.nodeId ?? part.id,
      name: part.metadata?.displayText ?? part.name ?? part.id,
      type: part.type,
      position: part.metadata?.designer?.position ?? { x: step * place, y: 0 },
    })),
    arrows: arrows.map((arrow, place) => ({ ...arrow, id: `${arrow.from}/${arrow.port}/${arrow.to}/${place}` })),
  };
}

// A file may wrap its flowchart: the outermost part with activities is what a designer sees first.
const flowchartOf = (part: Part): Part => (part.activities?.length === 1 && part.activities[0]?.activities ? flowchartOf(part.activities[0]) : part);

/** Where a mark belongs: the activity itself, or the drawn one that holds it. Node ids name the way from the root. */
export function placeOf(drawn: Drawn, nodeId: string): string | undefined {
  const exact = drawn.activities.find((one) => one.nodeId === nodeId || one.id === nodeId);
  if (exact) return exact.nodeId;
  const holds = drawn.activities.filter((one) => nodeId.startsWith(`${one.nodeId}:`)).sort((a, b) => b.nodeId.length - a.nodeId.length)[0];
  return holds?.nodeId ?? drawn.activities.find((one) => nodeId.split(':').includes(one.id))?.nodeId;
}
