import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { criticalPath } from '../src/features/traces/critical-path.ts';
import { toRows } from '../src/features/traces/trace-tree.ts';
import { manyLogs, traceLog } from './trace-logs.ts';

const pathOf = (...logs: Parameters<typeof toRows>[0]) => {
  const { stretches, totalMs } = criticalPath(toRows(logs));
  return {
    totalMs,
    ...Object.fromEntries([...stretches].map(([id, list]) => [id, list.map(({ startMs, endMs }) => [startMs, endMs])])),
  };
};

describe('the critical path', () => {
  it('takes of parallel children the one that ended last', () => {
    expect(
      pathOf(
        traceLog('root', { durationMs: 100 }),
        traceLog('short', { parent: 'root', startMs: 10, durationMs: 20 }),
        traceLog('long', { parent: 'root', startMs: 10, durationMs: 70 }),
      ),
    ).toEqual({
      totalMs: 100,
      root: [
        [0, 10],
        [80, 100],
      ],
      long: [[10, 80]],
    });
  });

  it('goes on with what the last child waited for', () => {
    expect(
      pathOf(
        traceLog('root', { durationMs: 100 }),
        traceLog('first', { parent: 'root', durationMs: 40 }),
        traceLog('second', { parent: 'root', startMs: 40, durationMs: 60 }),
      ),
    ).toEqual({ totalMs: 100, first: [[0, 40]], second: [[40, 100]] });
  });

  it('follows children that begin after their parent ended', () => {
    expect(
      pathOf(
        traceLog('call', { durationMs: 10 }),
        traceLog('tool', { parent: 'call', startMs: 15, durationMs: 20 }),
        traceLog('next', { parent: 'tool', startMs: 40, durationMs: 5 }),
      ),
    ).toEqual({ totalMs: 35, call: [[0, 10]], tool: [[15, 35]], next: [[40, 45]] });
  });

  it('runs through a trace without parents, and through orphans', () => {
    expect(
      pathOf(
        traceLog('one', { durationMs: 10 }),
        traceLog('lost', { parent: 'nowhere', startMs: 10, durationMs: 10 }),
        traceLog('beside', { startMs: 2, durationMs: 3 }),
      ),
    ).toEqual({ totalMs: 20, one: [[0, 10]], lost: [[10, 20]] });
  });

  it('leaves out what took no time, and is empty when nothing did', () => {
    expect(pathOf(traceLog('a'), traceLog('b', { parent: 'a', startMs: 5, durationMs: null }))).toEqual({ totalMs: 0 });
  });

  it('is not held up by marks that follow one another and take no time', () => {
    expect(
      pathOf(
        traceLog('mark'),
        traceLog('later mark', { parent: 'mark', startMs: 50 }),
        traceLog('work', { startMs: 1, durationMs: 10 }),
      ),
    ).toEqual({ totalMs: 10, work: [[1, 11]] });
  });

  it('never counts an instant twice, whatever the trace', () => {
    const span = fc.record({ parent: fc.option(fc.nat(30)), startMs: fc.nat(50), durationMs: fc.nat(50) });
    fc.assert(
      fc.property(fc.array(span, { maxLength: 30 }), (spans) => {
        const rows = toRows(
          spans.map(({ parent, ...rest }, at) =>
            traceLog(`${at}`, { ...rest, parent: parent === null ? null : `${parent}`, sequence: at }),
          ),
        );
        const { stretches, totalMs } = criticalPath(rows);
        const all = [...stretches.values()].flat().toSorted((a, b) => a.startMs - b.startMs);
        for (const [at, { startMs }] of all.slice(1).entries()) expect(startMs).toBeGreaterThanOrEqual(all[at]!.endMs);
        expect(totalMs).toBe(all.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0));
        const latestMs = Math.max(0, ...rows.filter((row) => row.endMs > row.startMs).map(({ endMs }) => endMs));
        expect(all.at(-1)?.endMs ?? 0).toBe(latestMs);
      }),
    );
  });

  it('is found in a chain of 50,000 spans', () => {
    expect(criticalPath(toRows(manyLogs(50_000, 50_000))).totalMs).toBeGreaterThan(0);
  });
});
