import { Background, BaseEdge, Controls, EdgeLabelRenderer, getSmoothStepPath, Handle, MarkerType, Position, ReactFlow, type Edge, type EdgeProps, type Node, type NodeProps, type ReactFlowInstance } from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read, type Definition } from './diagram';
import { useActivities, useWordList } from './words';

/** What is said of an activity: where a case stands, or how many wait.
 * @param tone How it looks; the text says the same. */
export interface Mark {
  text: string;
  tone: 'here' | 'passed' | 'low' | 'middle' | 'high' | 'late';
}

type Box = Node<{ name: string; type: string; mark?: Mark }, 'activity'>;

function Activity({ data }: NodeProps<Box>) {
  return (
    <div className="activity" data-tone={data.mark?.tone}>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <div>{data.name}</div>
      {data.mark && <strong>{data.mark.text}</strong>}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
}

// Arrows of one activity run over each other at first: their words stand above all lines.
function Arrow({ markerEnd, label, ...ends }: EdgeProps) {
  const [path, x, y] = getSmoothStepPath(ends);
  return (
    <>
      <BaseEdge path={path} markerEnd={markerEnd} />
      {label && (
        <EdgeLabelRenderer>
          <span className="arrow-label" style={{ transform: `translate(${x}px, ${y}px) translate(-50%, -50%)` }}>
            {label}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

const kinds = { activity: Activity };
const arrows = { arrow: Arrow };
const line = { plain: '#8b96a3', went: '#2f6f43' };

// Designers see no words on their arrows and leave less room between boxes than a word needs.
const stretch = 1.5;

/** The diagram of a process, to be looked at.
 * @param definition The file of a version.
 * @param marks By id of the activity, or its node id.
 * @param went The ports by which activities were left: those arrows are drawn strong.
 * @param at Node id of the activity to look at; without it the first that is marked. */
export default function Diagram({
  definition,
  marks,
  went,
  at,
  height = 560,
}: {
  definition: Definition;
  marks: Record<string, Mark>;
  went?: Record<string, string[]>;
  at?: string;
  height?: number;
}) {
  const { t } = useTranslation();
  const words = useWordList();
  const named = useActivities();
  const drawn = useMemo(() => read(definition), [definition]);
  const nodes = useMemo<Box[]>(
    () =>
      drawn.activities.map((one) => ({
        id: one.id,
        type: 'activity',
        position: { x: one.position.x * stretch, y: one.position.y },
        data: { name: named(one.name), type: one.type, mark: marks[one.nodeId] ?? marks[one.id] },
        ariaLabel: [named(one.name), (marks[one.nodeId] ?? marks[one.id])?.text].filter(Boolean).join(': '),
      })),
    [drawn, marks, named],
  );
  // «Done» goes without saying.
  const portOf = (port: string) =>
    port === 'Done' ? undefined : port === 'True' ? t('diagram.yes') : port === 'False' ? t('diagram.no') : (words('outcome')[port] ?? words('event')[port] ?? words('port')[port] ?? port);
  const edges = useMemo<Edge[]>(
    () =>
      drawn.arrows.map((arrow) => {
        const passed = went?.[drawn.activities.find((one) => one.id === arrow.from)?.nodeId ?? '']?.includes(arrow.port);
        return {
          id: arrow.id,
          source: arrow.from,
          target: arrow.to,
          label: portOf(arrow.port),
          type: 'arrow',
          markerEnd: { type: MarkerType.ArrowClosed, markerUnits: 'userSpaceOnUse', width: 16, height: 16, color: passed ? line.went : line.plain },
          className: passed ? 'went' : undefined,
          zIndex: passed ? 1 : 0,
        };
      }),
    [drawn, went, t],
  );
  const [flow, setFlow] = useState<ReactFlowInstance<Box> | null>(null);
  const looked = drawn.activities.find((one) => one.nodeId === (at ?? Object.keys(marks)[0]) || one.id === (at ?? Object.keys(marks)[0]))?.id;
  // A process of two hundred activities is a line of dust when all of it is shown: one place is looked at.
  useEffect(() => {
    void flow?.fitView(looked ? { nodes: [{ id: looked }], maxZoom: 0.9, minZoom: 0.9 } : { padding: 0.1 });
  }, [flow, looked]);
  return (
    <div style={{ height }} role="group" aria-label={t('diagram.label')} className="diagram">
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={kinds}
        edgeTypes={arrows}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        onlyRenderVisibleElements
        minZoom={0.05}
        onInit={setFlow}
        ariaLabelConfig={{ 'controls.zoomIn.ariaLabel': t('diagram.zoomIn'), 'controls.zoomOut.ariaLabel': t('diagram.zoomOut'), 'controls.fitView.ariaLabel': t('diagram.fit') }}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}
