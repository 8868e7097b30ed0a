import type { SpanNode } from './trace-tree.ts';

/** A stretch of time in which this span, and none below it, kept the whole trace waiting. */
export interface CriticalStretch {
  startMs: number;
  endMs: number;
}

export interface CriticalPath {
  /** By log id, each in the order of time. */
  stretches: ReadonlyMap<string, CriticalStretch[]>;
  /** What all of them amount to. Less than the trace's length where nothing ran for a while. */
  totalMs: number;
}

/**
 * The spans that decided how long the trace took, found from its end backwards: of the children that had
 * ended by then the one that ended last, what it waited for, and so on. A span that goes on in children
 * which start after its own end counts until the last of them. O(n log n), without recursion.
 */
export function criticalPath(rows: readonly SpanNode[]): CriticalPath {
  const whole = wholeTimes(rows);
  const children = Map.groupBy(rows.keys(), (place) => rows[place]!.parent);
  for (const below of children.values()) below.sort((a, b) => whole[b]!.endMs - whole[a]!.endMs || b - a);
  const stretches = new Map<string, CriticalStretch[]>();
  let totalMs = 0;

  const add = (place: number, startMs: number, endMs: number) => {
    if (place < 0) return;
    const row = rows[place]!;
    const stretch = { startMs: Math.max(startMs, row.startMs), endMs: Math.min(endMs, row.endMs) };
    if (stretch.endMs <= stretch.startMs) return;
    const known = stretches.get(row.log.id);
    if (known === undefined) stretches.set(row.log.id, [stretch]);
    else known.push(stretch);
    totalMs += stretch.endMs - stretch.startMs;
  };

  const frames = [{ place: -1, cursorMs: Infinity, next: 0 }];
  for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
    const below = children.get(frame.place) ?? [];
    while (frame.next < below.length && !fits(whole[below[frame.next]!]!, frame.cursorMs)) frame.next += 1;
    const child = below[frame.next];
    if (child === undefined) {
      add(frame.place, -Infinity, frame.cursorMs);
      frames.pop();
      continue;
    }
    const { startMs, endMs } = whole[child]!;
    add(frame.place, endMs, frame.cursorMs);
    frame.cursorMs = startMs;
    frame.next += 1;
    frames.push({ place: child, cursorMs: endMs, next: 0 });
  }
  for (const list of stretches.values()) list.reverse();
  return { stretches, totalMs };
}

/** What takes no time keeps nobody waiting. */
function fits({ startMs, endMs }: CriticalStretch, cursorMs: number): boolean {
  return endMs <= cursorMs && endMs > startMs;
}

/** Each span together with all below it, as far as they took time; where none did, nothing at all. */
function wholeTimes(rows: readonly SpanNode[]): CriticalStretch[] {
  const whole = rows.map(({ startMs, endMs }) =>
    endMs > startMs ? { startMs, endMs } : { startMs: Infinity, endMs: -Infinity },
  );
  for (let place = rows.length - 1; place >= 0; place -= 1) {
    const above = whole[rows[place]!.parent];
    if (above === undefined) continue;
    above.startMs = Math.min(above.startMs, whole[place]!.startMs);
    above.endMs = Math.max(above.endMs, whole[place]!.endMs);
  }
  return whole;
}
