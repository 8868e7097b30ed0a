import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { layoutLayers } from '../src/features/traces/layered-layout.ts';
import { groupSpans } from '../src/features/traces/span-groups.ts';
import { layoutSpans, rowsInWindow, shownLine } from '../src/features/traces/span-layout.ts';
import { toRows } from '../src/features/traces/trace-tree.ts';
import { manyLogs, traceLog } from './trace-logs.ts';

const ids = (count: number) => Array.from({ length: count }, (_, at) => `${at}`);

describe('a graph in layers', () => {
  it('puts each node after all that lead to it', () => {
    const { layers } = layoutLayers(
      ['agent', 'model', 'tool'],
      [
        { from: 'agent', to: 'model' },
        { from: 'model', to: 'tool' },
        { from: 'agent', to: 'tool' },
      ],
    );
    expect(layers).toEqual([['agent'], ['model'], ['tool']]);
  });

  it('lets the edge that closes a cycle lead back', () => {
    const { layers } = layoutLayers(
      ['a', 'b'],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
        { from: 'b', to: 'b' },
      ],
    );
    expect(layers).toEqual([['a'], ['b']]);
  });

  it('keeps nodes beside their neighbours, so that edges do not cross without need', () => {
    const { layers } = layoutLayers(
      ['a', 'b', 'under b', 'under a'],
      [
        { from: 'a', to: 'under a' },
        { from: 'b', to: 'under b' },
      ],
    );
    expect(layers).toEqual([
      ['a', 'b'],
      ['under a', 'under b'],
    ]);
  });

  it('gives every node a place of its own, whatever the edges', () => {
    const graphs = fc
      .integer({ min: 1, max: 20 })
      .chain((count) =>
        fc.tuple(
          fc.constant(count),
          fc.array(fc.record({ from: fc.nat(count - 1), to: fc.nat(count - 1) }), { maxLength: 60 }),
        ),
      );
    fc.assert(
      fc.property(graphs, ([count, edges]) => {
        const { places, layers } = layoutLayers(
          ids(count),
          edges.map(({ from, to }) => ({ from: `${from}`, to: `${to}` })),
        );
        expect([...places.keys()].toSorted()).toEqual(ids(count).toSorted());
        expect(new Set([...places.values()].map(({ layer, place }) => `${layer}/${place}`)).size).toBe(count);
        expect(layers.every((layer) => layer.length > 0)).toBe(true);
      }),
    );
  });

  it('lays out a chain of 50,000 nodes that ends where it began', () => {
    const count = 50_000;
    const edges = ids(count).map((id, at) => ({ from: id, to: `${(at + 1) % count}` }));
    expect(layoutLayers(ids(count), edges).places.get('49999')).toEqual({ layer: 49_999, place: 0 });
  });
});

describe('spans that do the same', () => {
  const rows = toRows([
    traceLog('run', { action: 'agent_run' }),
    traceLog('t1', { parent: 'run', startMs: 1, durationMs: 5, metadata: { tool: 'search' } }),
    traceLog('t2', { parent: 'run', startMs: 2, durationMs: 7, metadata: { tool: 'search' }, status: 'error' }),
    traceLog('t3', { parent: 'run', startMs: 3, metadata: { tool: 'mail' }, status: 'blocked' }),
  ]);

  it('are one node, with what they took and how many of them failed', () => {
    const { groups, edges, meaning } = groupSpans(rows, (log) => log);
    expect(
      [...groups.values()].map(({ name, count, errors, blocked, totalMs }) => [name, count, errors, blocked, totalMs]),
    ).toEqual([
      ['agent', 1, 0, 0, 0],
      ['search', 2, 1, 0, 12],
      ['mail', 1, 0, 1, 0],
    ]);
    expect(edges.map(({ count }) => count)).toEqual([2, 1]);
    expect(meaning).toBe('parent');
  });

  it('follow each other in time where no log names its parent', () => {
    const flat = toRows([
      traceLog('1', { action: 'llm_call' }),
      traceLog('2', { startMs: 1 }),
      traceLog('3', { startMs: 2, action: 'llm_call' }),
    ]);
    const { edges, meaning } = groupSpans(flat, (log) => log);
    expect(meaning).toBe('order');
    expect(edges).toHaveLength(2);
  });
});

describe('spans on paper', () => {
  it('give each leaf a line, and stand halfway down their children', () => {
    const layout = layoutSpans(
      toRows([
        traceLog('root'),
        traceLog('a', { parent: 'root', startMs: 1 }),
        traceLog('b', { parent: 'root', startMs: 2 }),
        traceLog('lost', { parent: 'nowhere', startMs: 3 }),
      ]),
    );
    expect([...layout.lines]).toEqual([0.5, 0, 1, 2]);
    expect(layout.columns).toEqual([
      [0, 3],
      [1, 2],
    ]);
    expect(layout.lineCount).toBe(3);
  });

  it('find what a window shows without looking at the rest', () => {
    const rows = toRows(manyLogs(50_000, 200));
    const layout = layoutSpans(rows);
    const column = layout.columns[8]!;
    const firstLine = layout.lines[column[Math.floor(column.length / 2)]!]!;
    const lastLine = firstLine + 30;
    const found = new Set(rowsInWindow(layout, { firstDepth: 6, lastDepth: 10, firstLine, lastLine }));
    const expected = rows.flatMap(({ depth }, place) => {
      const line = layout.lines[place]!;
      return depth >= 6 && depth <= 10 && line >= firstLine && line <= lastLine ? [place] : [];
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.every((place) => found.has(place))).toBe(true);
    expect(found.size).toBeLessThan(400);
  });

  it('keep whoever started what is in sight in sight', () => {
    const children = Array.from({ length: 100 }, (_, at) => traceLog(`${at}`, { parent: 'root', startMs: at }));
    const rows = toRows([traceLog('root'), ...children]);
    const layout = layoutSpans(rows);
    expect(shownLine(layout, 0, { firstLine: 40, lastLine: 60 })).toBe(49.5);
    expect(shownLine(layout, 0, { firstLine: 80, lastLine: 95 })).toBe(80);
    expect(shownLine(layout, 0, { firstLine: 5, lastLine: 20 })).toBe(20);
    expect(shownLine(layout, 7, { firstLine: 80, lastLine: 95 })).toBe(6);
  });
});
