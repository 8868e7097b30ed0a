import { hash } from 'node:crypto';

import type { RuleHistory, Sample, SeriesQuery, SeriesTotals } from 'agentaudit-rules';

import type { Engine } from '../db/database.ts';
import type { RuleSamplesTable } from '../db/tables/rules.ts';
import { insertRows, type RowTarget } from '../ingest/insert-rows.ts';
import type { Script } from '../ingest/script.ts';
import { statement } from '../ingest/statement.ts';

/**
 * A series longer than this is thinned, so that reading a window costs the same however much is in it: it is read for
 * each event, a fifth of a microsecond a row.
 */
const mostRows = 128;
/** Into how many parts of the window: a limit over an hour is then exact to a minute. */
const thinnedRows = 64;
/** Keys of series kept in memory. */
const mostKeys = 10_000;

/** What rules remember of an organization, as far as one commit asks for it. */
export interface FetchedHistory extends RuleHistory {
  /** Series to thin, with the width of a part in milliseconds. */
  long: ReadonlyMap<string, number>;
}

interface TotalsRow {
  count: number | null;
  sum: number | null;
  min: number | null;
  max: number | null;
  rows: number;
}

const target: RowTarget<RuleSamplesTable> = {
  table: 'rule_samples',
  columns: {
    org: 'bigint',
    series: 'text',
    at: 'bigint',
    count: 'bigint',
    sum: 'double precision',
    min: 'double precision',
    max: 'double precision',
    expires_at: 'bigint',
  },
  onConflict: `ON CONFLICT (org, series, at) DO UPDATE SET count = rule_samples.count + excluded.count,
    sum = rule_samples.sum + excluded.sum,
    min = CASE WHEN excluded.min < rule_samples.min THEN excluded.min ELSE rule_samples.min END,
    max = CASE WHEN excluded.max > rule_samples.max THEN excluded.max ELSE rule_samples.max END,
    expires_at = CASE WHEN excluded.expires_at > rule_samples.expires_at THEN excluded.expires_at ELSE rule_samples.expires_at END`,
};

/** Reads the totals that rules will ask for. */
export function* fetchHistory(engine: Engine, org: number, queries: SeriesQuery[]): Script<FetchedHistory> {
  const distinct = [...new Map(queries.map((query) => [keyOf(query), query])).values()];
  const rows = engine === 'sqlite' ? yield* readEach(org, distinct) : yield* readAll(org, distinct);
  const totals = new Map<string, SeriesTotals>();
  const long = new Map<string, number>();
  for (const [index, query] of distinct.entries()) {
    const { count, sum, min, max, rows: length } = rows[index]!;
    totals.set(keyOf(query), { count: count ?? 0, sum: sum ?? 0, min: min ?? Infinity, max: max ?? -Infinity });
    if (length > mostRows) long.set(query.series, Math.ceil((query.to - query.from + 1) / thinnedRows));
  }
  return { long, read: (query) => totals.get(keyOf(query)) ?? { count: 0, sum: 0, min: Infinity, max: -Infinity } };
}

const totalsOf = 'sum(count) AS count, sum(sum) AS sum, min(min) AS min, max(max) AS max, count(*) AS rows';

function* readEach(org: number, queries: SeriesQuery[]): Script<TotalsRow[]> {
  const rows: TotalsRow[] = [];
  for (const { series, from, to } of queries) {
    const text = `SELECT ${totalsOf} FROM rule_samples WHERE org = ? AND series = ? AND at BETWEEN ? AND ?`;
    rows.push(...((yield statement('sqlite', text, [org, keyOfSeries(series), from, to])) as unknown as TotalsRow[]));
  }
  return rows;
}

function* readAll(org: number, queries: SeriesQuery[]): Script<TotalsRow[]> {
  if (queries.length === 0) return [];
  const text = `SELECT t.* FROM unnest(?::text[], ?::bigint[], ?::bigint[]) WITH ORDINALITY AS q (series, low, high, place),
    LATERAL (SELECT sum(count)::bigint AS count, sum(sum) AS sum, min(min) AS min, max(max) AS max, count(*) AS rows
      FROM rule_samples s WHERE s.org = ? AND s.series = q.series AND s.at BETWEEN q.low AND q.high) AS t ORDER BY q.place`;
  const columns = [
    queries.map(({ series }) => keyOfSeries(series)),
    queries.map(({ from }) => from),
    queries.map(({ to }) => to),
  ];
  return (yield statement('postgres', text, [...columns, org])) as unknown as TotalsRow[];
}

/** Writes what rules are to remember, those of one series and instant as one row. */
export function* storeSamples(engine: Engine, org: number, samples: readonly Sample[]): Script {
  const rows = new Map<string, RuleSamplesTable>();
  for (const { series, at, value, expiresAt } of samples) {
    const key = `${at} ${series}`;
    const row = rows.get(key);
    if (row === undefined) {
      const whole = { count: 1, sum: value, min: value, max: value };
      rows.set(key, { org, series: keyOfSeries(series), at, ...whole, expires_at: expiresAt });
    } else {
      row.count += 1;
      row.sum += value;
      row.min = Math.min(row.min, value);
      row.max = Math.max(row.max, value);
      row.expires_at = Math.max(row.expires_at, expiresAt);
    }
  }
  yield* insertRows(engine, target, [...rows.values()]);
}

/** Puts the samples of each part of a long series into one row, at the time of the last. */
export function* thinSeries(engine: Engine, org: number, long: FetchedHistory['long']): Script {
  const total = engine === 'sqlite' ? 'sum(count)' : 'sum(count)::bigint';
  for (const [series, widthMs] of long) {
    const key = keyOfSeries(series);
    const parts = yield statement(
      engine,
      `SELECT org, series, max(at) AS at, ${total} AS count, sum(sum) AS sum, min(min) AS min, max(max) AS max,
        max(expires_at) AS expires_at FROM rule_samples WHERE org = ? AND series = ?
        GROUP BY org, series, at / CAST(? AS BIGINT)`,
      [org, key, widthMs],
    );
    yield statement(engine, 'DELETE FROM rule_samples WHERE org = ? AND series = ?', [org, key]);
    yield* insertRows(engine, target, parts as unknown as RuleSamplesTable[]);
  }
}

function keyOf({ series, from, to }: SeriesQuery): string {
  return `${from} ${to} ${series}`;
}

const keys = new Map<string, string>();

/** A series may name a person, and be longer than an index takes. */
function keyOfSeries(series: string): string {
  let key = keys.get(series);
  if (key === undefined) {
    key = hash('sha256', series, 'base64url');
    if (keys.size >= mostKeys) keys.clear();
    keys.set(series, key);
  }
  return key;
}
