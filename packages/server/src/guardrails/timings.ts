import type { Engine } from '../db/database.ts';
import type { RuleTimingsTable } from '../db/tables/rules.ts';
import { insertRows, type RowTarget } from '../ingest/insert-rows.ts';
import type { Script } from '../ingest/script.ts';

/** Every so many logs one is measured, and every so often the measures are written. */
const sampleEvery = 64;
const writeEveryMs = 5000;

interface Measured {
  seen: number;
  writtenAtMs: number;
  rules: Map<string, { samples: number; microseconds: number }>;
}

const timings: RowTarget<RuleTimingsTable> = {
  table: 'rule_timings',
  columns: { org: 'bigint', rule_id: 'text', samples: 'bigint', microseconds: 'double precision' },
  onConflict: `ON CONFLICT (org, rule_id) DO UPDATE SET samples = rule_timings.samples + excluded.samples,
    microseconds = rule_timings.microseconds + excluded.microseconds`,
};

/** How long each rule takes, from a sample of the logs: to measure all of them would cost more than many rules. */
export function createTimings(engine: Engine) {
  const byOrg = new Map<number, Measured>();

  function measuredOf(org: number): Measured {
    const known = byOrg.get(org) ?? { seen: 0, writtenAtMs: 0, rules: new Map() };
    byOrg.set(org, known);
    return known;
  }

  return {
    /** The clock for the next log, or `undefined` when it is not in the sample. The first one is. */
    clock(org: number): (() => number) | undefined {
      const measured = measuredOf(org);
      measured.seen += 1;
      return measured.seen % sampleEvery === 1 ? () => performance.now() : undefined;
    },
    add(org: number, elapsedMs: Readonly<Record<string, number>>): void {
      const { rules } = measuredOf(org);
      for (const [ruleId, ms] of Object.entries(elapsedMs)) {
        const { samples, microseconds } = rules.get(ruleId) ?? { samples: 0, microseconds: 0 };
        rules.set(ruleId, { samples: samples + 1, microseconds: microseconds + ms * 1000 });
      }
    },
    *write(org: number, nowMs: number): Script {
      const measured = measuredOf(org);
      if (measured.rules.size === 0 || nowMs - measured.writtenAtMs < writeEveryMs) return;
      measured.writtenAtMs = nowMs;
      const rows = Array.from(measured.rules, ([ruleId, { samples, microseconds }]) => {
        return { org, rule_id: ruleId, samples, microseconds };
      });
      measured.rules = new Map();
      yield* insertRows(engine, timings, rows);
    },
  };
}
