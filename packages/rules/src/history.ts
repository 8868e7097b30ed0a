/**
 * What stateful rules remember, reduced to one notion: a series of numbers in time. A rate limit has a series
 * for each rule and group, a sequence one for each rule, step and trace. `evaluate` reads totals of series and
 * answers with samples; it never writes. Whoever keeps the events keeps the samples, as a table
 * `(series, at, value)` in the transaction of the event, or in memory.
 */
export interface RuleHistory {
  /** Totals of the samples of `series` with `from <= at <= to`. */
  read(query: SeriesQuery): SeriesTotals;
}

export interface SeriesQuery {
  series: string;
  /** Milliseconds since the epoch, both inclusive. */
  from: number;
  to: number;
}

/** `min` is `Infinity` and `max` is `-Infinity` when `count` is 0. */
export interface SeriesTotals {
  count: number;
  sum: number;
  min: number;
  max: number;
}

export interface Sample {
  series: string;
  /** Milliseconds since the epoch. */
  at: number;
  value: number;
  /** After this time no rule reads the sample again: delete it. */
  expiresAt: number;
}

/** A history that takes samples. */
export interface WritableHistory extends RuleHistory {
  append(samples: readonly Sample[]): void;
}

export const noTotals: SeriesTotals = Object.freeze({ count: 0, sum: 0, min: Infinity, max: -Infinity });

export interface MemoryHistoryOptions {
  /** Samples held before the oldest series are dropped. Default 1,000,000. */
  maxSamples?: number;
}

/** A history in memory: for one process, for tests, for a guard inside an agent. */
export function createMemoryHistory(options: MemoryHistoryOptions = {}): WritableHistory {
  const maxSamples = options.maxSamples ?? 1_000_000;
  const bySeries = new Map<string, { samples: Sample[]; pruneAtLength: number }>();
  let held = 0;

  /** Expired samples go when the series has doubled, which keeps an append cheap on average. */
  function prune(kept: { samples: Sample[]; pruneAtLength: number }, now: number): void {
    const before = kept.samples.length;
    kept.samples = kept.samples.filter(({ expiresAt }) => expiresAt >= now);
    kept.pruneAtLength = Math.max(64, kept.samples.length * 2);
    held -= before - kept.samples.length;
  }

  return {
    read({ series, from, to }) {
      return totalsOf(bySeries.get(series)?.samples ?? [], from, to);
    },
    append(samples) {
      for (const sample of samples) {
        const kept = bySeries.get(sample.series) ?? { samples: [], pruneAtLength: 64 };
        // Deleted and set again, so that the map is ordered by last use.
        bySeries.delete(sample.series);
        bySeries.set(sample.series, kept);
        kept.samples.push(sample);
        held += 1;
        if (kept.samples.length >= kept.pruneAtLength) prune(kept, sample.at);
      }
      for (const [series, oldest] of bySeries) {
        if (held <= maxSamples) break;
        bySeries.delete(series);
        held -= oldest.samples.length;
      }
    },
  };
}

/**
 * A history over another one that takes samples without writing them there: for the entries of one batch, which
 * see each other before any of them is stored.
 */
export function createLayeredHistory(base: RuleHistory): WritableHistory {
  const own = createMemoryHistory({ maxSamples: Infinity });
  return {
    read(query) {
      const below = base.read(query);
      const above = own.read(query);
      return {
        count: below.count + above.count,
        sum: below.sum + above.sum,
        min: Math.min(below.min, above.min),
        max: Math.max(below.max, above.max),
      };
    },
    append: (samples) => own.append(samples),
  };
}

function totalsOf(samples: readonly Sample[], from: number, to: number): SeriesTotals {
  let { count, sum, min, max } = noTotals;
  for (const { at, value } of samples) {
    if (at < from || at > to) continue;
    count += 1;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { count, sum, min, max };
}
