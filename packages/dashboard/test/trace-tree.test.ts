import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { foldedBelow, toRows, visibleRows, withAncestors } from '../src/features/traces/trace-tree.ts';
import { manyLogs, traceLog } from './trace-logs.ts';

const names = (rows: readonly { log: { id: string } }[]) => rows.map(({ log }) => log.id).join(' ');

describe('the rows of a trace', () => {
  it('stand parents before children, and siblings in the order of time', () => {
    const rows = toRows([
      traceLog('late', { parent: 'root', startMs: 30 }),
      traceLog('leaf', { parent: 'early', startMs: 20 }),
      traceLog('early', { parent: 'root', startMs: 10 }),
      traceLog('root'),
    ]);
    expect(names(rows)).toBe('root early leaf late');
    expect(rows.map(({ depth }) => depth)).toEqual([0, 1, 2, 1]);
    expect(rows.map(({ descendants }) => descendants)).toEqual([3, 1, 0, 0]);
  });

  it('measure time from the earliest log, also where a child began before its parent', () => {
    const rows = toRows([
      traceLog('root', { startMs: 10, durationMs: 5 }),
      traceLog('skewed', { parent: 'root', startMs: 0, durationMs: null }),
    ]);
    expect(rows.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [10, 15],
      [0, 0],
    ]);
  });

  it('tell roots, logs without their parent and cut cycles apart', () => {
    const rows = toRows([
      traceLog('root'),
      traceLog('lost', { parent: 'nowhere', startMs: 1 }),
      traceLog('b', { parent: 'a', startMs: 3 }),
      traceLog('a', { parent: 'b', startMs: 2 }),
      traceLog('self', { parent: 'self', startMs: 4 }),
    ]);
    expect(rows.map(({ log, placing }) => `${log.id}:${placing}`)).toEqual([
      'root:root',
      'lost:orphan',
      'a:cycle',
      'b:child',
      'self:cycle',
    ]);
  });

  it('hold every log once, below its parent, whatever the parents are', () => {
    const parents = fc.array(fc.option(fc.nat(40)), { maxLength: 40 });
    fc.assert(
      fc.property(parents, (given) => {
        const logs = given.map((parent, at) =>
          traceLog(`${at}`, { parent: parent === null ? null : `${parent}`, startMs: (at * 7) % 11, sequence: at }),
        );
        const rows = toRows(logs);
        expect(rows.map(({ log }) => log.id).toSorted()).toEqual(logs.map(({ id }) => id).toSorted());
        for (const [place, row] of rows.entries()) {
          if (row.placing !== 'child') continue;
          expect(row.parent).toBeLessThan(place);
          expect(rows[row.parent]!.log.id).toBe(row.log.parentSpanId);
          expect(rows[row.parent]!.depth).toBe(row.depth - 1);
        }
        const top = rows.filter(({ depth }) => depth === 0);
        expect(top.reduce((sum, { descendants }) => sum + descendants + 1, 0)).toBe(rows.length);
      }),
    );
  });

  it('are made of 50,000 spans in one chain', () => {
    const rows = toRows(manyLogs(50_000, 50_000));
    expect(rows.at(-1)!.depth).toBe(49_999);
    expect(rows[0]!.descendants).toBe(49_999);
  });
});

describe('folding', () => {
  const rows = toRows([
    traceLog('root'),
    traceLog('a', { parent: 'root', startMs: 1 }),
    traceLog('a1', { parent: 'a', startMs: 2 }),
    traceLog('b', { parent: 'root', startMs: 3 }),
  ]);

  it('hides all that is below', () => {
    expect(names(visibleRows(rows, new Set(['a'])))).toBe('root a b');
    expect(names(visibleRows(rows, new Set(['root', 'a'])))).toBe('root');
  });

  it('can be asked for by depth', () => {
    expect(names(visibleRows(rows, foldedBelow(rows, 1)))).toBe('root a b');
    expect(names(visibleRows(rows, foldedBelow(rows, 2)))).toBe('root a a1 b');
  });

  it('keeps what leads to a match when only matches show', () => {
    expect(names(withAncestors(rows, new Set(['a1'])))).toBe('root a a1');
    expect(names(withAncestors(rows, new Set()))).toBe('');
  });
});
