import {
  createLayeredHistory,
  type PreparedEvent,
  type RuleEvent,
  type Verdict,
  type WritableHistory,
} from 'agentaudit-rules';

import { raiseAlerts } from '../alerts/raise.ts';
import type { Database } from '../db/database.ts';
import { toInstant } from '../http/instant.ts';
import type { Entry, LogPayload } from '../ingest/entry.ts';
import { allowAll, type Bench, type Judge, type Judging } from '../ingest/judge.ts';
import type { Judgement } from '../ingest/judgement.ts';
import type { Script } from '../ingest/script.ts';
import type { SealedLog } from '../ingest/seal.ts';
import { createCounters } from './counters.ts';
import { storeExpectations } from './expectations.ts';
import { actionOf, type JudgedLog } from './judged-log.ts';
import type { RuleSet, RuleSets } from './rule-sets.ts';
import { type FetchedHistory, fetchHistory, storeSamples, thinSeries } from './samples.ts';
import { createTimings } from './timings.ts';

/** What a commit judges, and what rules remember of the time before. */
interface Material {
  /** Each read once, for what judging it asks and for the judging itself. */
  prepared: ReadonlyMap<Entry, PreparedEvent>;
  fetched: FetchedHistory;
}

/** Judges every log by its organization's rules, inside the transaction that stores it. */
export function createRuleJudge(database: Database, ruleSets: RuleSets): Judge {
  const { engine } = database;
  const counters = createCounters(engine);
  const timings = createTimings(engine);

  function* open(bench: Bench, entries: Entry[]): Script<Judging> {
    const isRecord = entries.some(({ violations }) => violations !== undefined);
    if (bench.rulesRevision === 0 && !isRecord) return yield* allowAll.open(bench, entries);
    const org = bench.organization.number;
    const set = yield* ruleSets.load(org, bench.rulesRevision);
    if (set.isEmpty && !isRecord) return yield* allowAll.open(bench, entries);
    const prepare = (entry: Entry) => set.compiled.prepare(toEvent(entry), { now: bench.createdAtMs });
    const prepared = new Map(entries.map((entry) => [entry, prepare(entry)]));
    const queries = set.isStateful ? Array.from(prepared.values(), (event) => event.queries()).flat() : [];
    return judgeWith(bench, set, { prepared, fetched: yield* fetchHistory(engine, org, queries) });
  }

  function judgeWith(bench: Bench, set: RuleSet, { prepared, fetched }: Material): Judging {
    const org = bench.organization.number;
    const history = createLayeredHistory(fetched);
    const judged = new Map<string, JudgedLog>();

    function judge(entry: Entry): Judgement {
      const verdict = entry.violations === undefined ? evaluate(entry, history) : undefined;
      const violations = entry.violations ?? [...verdict!.violations, ...verdict!.shadowViolations];
      const enforcementAction = verdict?.enforcementAction ?? actionOf(violations);
      const isCheck = entry.checkedAction !== undefined;
      judged.set(entry.id, {
        id: entry.id,
        agentId: entry.payload.agentId,
        timestampMs: entry.timestampMs ?? bench.createdAtMs,
        enforcementAction,
        violations,
        isCheck,
        ...(verdict === undefined ? {} : { verdict }),
      });
      if (verdict !== undefined && !isCheck) history.append(verdict.samples);
      return {
        enforcementAction,
        violations,
        payload: verdict?.redacted === true ? redacted(entry.payload, verdict) : entry.payload,
      };
    }

    function evaluate(entry: Entry, past: WritableHistory): Verdict {
      const clock = timings.clock(org);
      const event = prepared.get(entry) ?? set.compiled.prepare(toEvent(entry), { now: bench.createdAtMs });
      const verdict = event.evaluate({ history: past, ...(clock === undefined ? {} : { clock }) });
      if (clock !== undefined) timings.add(org, verdict.elapsedMs);
      return verdict;
    }

    function* record(sealed: SealedLog[]): Script {
      const logs = sealed.flatMap(({ envelope }) => judged.get(envelope.id) ?? []);
      if (logs.length === 0) return;
      const remembered = logs.flatMap(({ verdict, isCheck }) => (verdict === undefined || isCheck ? [] : [verdict]));
      yield* counters.count(bench, set, logs);
      yield* raiseAlerts(database, bench, logs);
      yield* storeSamples(
        engine,
        org,
        remembered.flatMap(({ samples }) => samples),
      );
      yield* thinSeries(engine, org, fetched.long);
      yield* storeExpectations(
        engine,
        org,
        remembered.flatMap(({ expectations }) => expectations),
      );
      yield* timings.write(org, bench.createdAtMs);
    }

    return { judge, record };
  }

  return { open };
}

function toEvent({ id, action, checkedAction, timestampMs, durationMs, status, payload }: Entry): RuleEvent {
  return {
    id,
    action: checkedAction ?? action,
    timestamp: timestampMs === undefined ? null : toInstant(timestampMs),
    durationMs,
    status,
    ...payload,
  };
}

function redacted(payload: LogPayload, { event }: Verdict): LogPayload {
  const { prompt = null, response = null, metadata = null } = event;
  return { ...payload, prompt, response, metadata };
}
