import type { AuditLog } from 'agentaudit-client';
import { useMemo } from 'react';

import { type GraphPlace, layoutLayers } from './layered-layout.ts';
import { type GroupEdge, groupIdOf, groupSpans, type SpanGroup } from './span-groups.ts';
import { toDuration } from './span-name.ts';
import type { TraceShow } from './tree-view.tsx';

/** More nodes and arrows are no picture any more. */
const mostGroups = 60;
const mostEdges = 300;

const nodePx = { width: 190, height: 56 };
const gapPx = { x: 80, y: 20 };
const padPx = 24;

/** Each kind of span once, with how often it ran, and who started it. */
export function GroupGraphView({ rows, logOf: readLog, selected, onSelect }: TraceShow) {
  // Names of tools and models tell spans apart only where they are known of all.
  const isRead = useMemo(() => rows.every(({ log }) => readLog(log).metadata !== undefined), [rows, readLog]);
  const logOf = isRead ? readLog : asItIs;
  const { shown, edges, places, meaning, total, widthPx, heightPx } = useMemo(() => {
    const graph = groupSpans(rows, logOf);
    const groups = [...graph.groups.values()];
    const largest =
      groups.length <= mostGroups ? groups : groups.toSorted((a, b) => b.count - a.count).slice(0, mostGroups);
    const known = new Set(largest.map(({ id }) => id));
    const between = graph.edges
      .filter(({ from, to }) => known.has(from) && known.has(to))
      .toSorted((a, b) => b.count - a.count)
      .slice(0, mostEdges);
    const layout = layoutLayers([...known], between);
    const tallest = Math.max(1, ...layout.layers.map(({ length }) => length));
    return {
      shown: largest,
      edges: between,
      places: layout.places,
      meaning: graph.meaning,
      total: groups.length,
      widthPx: 2 * padPx + layout.layers.length * (nodePx.width + gapPx.x) - gapPx.x,
      heightPx: 2 * padPx + tallest * (nodePx.height + gapPx.y) - gapPx.y + 24,
    };
  }, [rows, logOf]);
  const selectedGroup = useMemo(() => {
    const row = rows.find(({ log }) => log.id === selected);
    return row === undefined ? undefined : groupIdOf(logOf(row.log));
  }, [rows, selected, logOf]);
  const at = (id: string) => toPosition(places.get(id)!);

  return (
    <div className="flex min-h-0 flex-1 flex-col gap-2">
      <p className="text-muted text-xs">
        {meaning === 'parent'
          ? 'An arrow leads from a span to those it started.'
          : 'No log names its parent: an arrow leads to what came next.'}
        {total > shown.length && ` The ${shown.length} most frequent of ${total.toLocaleString()} kinds.`}
      </p>
      <div
        tabIndex={0}
        role="region"
        aria-label="Graph"
        className="border-line bg-surface min-h-0 flex-1 overflow-auto rounded-lg border"
      >
        <div className="relative" style={{ width: widthPx, height: heightPx }}>
          <svg aria-hidden width={widthPx} height={heightPx} className="text-muted absolute inset-0">
            <defs>
              <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">
                <path d="M0 0L8 4L0 8z" fill="currentColor" />
              </marker>
            </defs>
            {edges.map((edge) => (
              <Edge key={`${edge.from} ${edge.to}`} edge={edge} from={at(edge.from)} to={at(edge.to)} />
            ))}
          </svg>
          {shown.map((group) => (
            <GroupNode
              key={group.id}
              group={group}
              position={at(group.id)}
              isSelected={group.id === selectedGroup}
              onSelect={() => onSelect(group.firstId)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function asItIs(log: AuditLog): AuditLog {
  return log;
}

interface Position {
  left: number;
  top: number;
}

function toPosition({ layer, place }: GraphPlace): Position {
  return { left: padPx + layer * (nodePx.width + gapPx.x), top: padPx + place * (nodePx.height + gapPx.y) };
}

function Edge({ edge, from, to }: { edge: GroupEdge; from: Position; to: Position }) {
  const { path, middle } = toCurve(from, to);
  return (
    <g>
      <path d={path} fill="none" stroke="currentColor" strokeOpacity={0.6} strokeWidth={1.5} markerEnd="url(#arrow)" />
      {edge.count > 1 && (
        <text
          x={middle.left}
          y={middle.top - 4}
          textAnchor="middle"
          className="fill-current stroke-(--surface) text-[11px] tabular-nums [paint-order:stroke] [stroke-width:4px]"
        >
          ×{edge.count.toLocaleString()}
        </text>
      )}
    </g>
  );
}

/** Forward from side to side; back, and to itself, below the nodes. */
function toCurve(from: Position, to: Position): { path: string; middle: Position } {
  const start = { left: from.left + nodePx.width, top: from.top + nodePx.height / 2 };
  const end = { left: to.left - 2, top: to.top + nodePx.height / 2 };
  if (to.left > from.left) {
    const bend = (end.left - start.left) / 2;
    return {
      path: `M${start.left} ${start.top}C${start.left + bend} ${start.top} ${end.left - bend} ${end.top} ${end.left} ${end.top}`,
      middle: { left: (start.left + end.left) / 2, top: (start.top + end.top) / 2 },
    };
  }
  const low = Math.max(from.top, to.top) + nodePx.height + 26;
  const [right, left] = [from.left + nodePx.width * 0.7, to.left + nodePx.width * 0.3];
  return {
    path: `M${right} ${from.top + nodePx.height}C${right} ${low} ${left} ${low} ${left} ${to.top + nodePx.height + 2}`,
    middle: { left: (right + left) / 2, top: low - 4 },
  };
}

interface GroupNodeProps {
  group: SpanGroup;
  position: Position;
  isSelected: boolean;
  onSelect: () => void;
}

function GroupNode({ group, position, isSelected, onSelect }: GroupNodeProps) {
  const { action, name, count, errors, blocked, totalMs } = group;
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={onSelect}
      className={`bg-surface hover:bg-raised aria-pressed:bg-accent-soft aria-pressed:border-accent absolute grid content-center rounded-md border px-3 text-left ${errors + blocked > 0 ? 'border-bad' : 'border-muted'}`}
      style={{ ...position, ...nodePx }}
    >
      <span className="flex items-baseline gap-1.5">
        <span className="truncate font-medium">{name || action}</span>
        {count > 1 && <span className="text-muted text-xs tabular-nums">×{count.toLocaleString()}</span>}
      </span>
      <span className="text-muted truncate text-xs">
        {name !== '' && `${action} · `}
        {toDuration(totalMs)}
        {errors > 0 && <span className="text-bad"> · {errors.toLocaleString()} failed</span>}
        {blocked > 0 && <span className="text-bad"> · {blocked.toLocaleString()} blocked</span>}
      </span>
    </button>
  );
}
