import type { UseQueryResult } from '@tanstack/react-query';

import { Field } from '../../../ui/field.tsx';
import { Failure } from '../../../ui/state.tsx';
import { numberOf } from '../conditions/condition-fields.ts';
import { conditionOf, type RuleDraft } from '../editor/rule-draft.ts';
import { InvalidRule } from '../editor/rule-problems.ts';
import type { RuleEngine } from '../engine/rule-engine.ts';
import { FoundTexts } from './found-texts.tsx';
import { ExamplePicker, type PackOrigin } from './example-picker.tsx';
import { EventVerdicts } from './event-verdicts.tsx';
import { Findings } from './findings.tsx';
import type { BenchEvents } from './use-bench.ts';
import type { Sample } from './sample.ts';
import { SampleInput } from './sample-input.tsx';
import { TestVerdict } from './test-verdict.tsx';
import { useHistoryTest } from './use-history-test.ts';
import type { RuleTestAnswer } from './use-rule-test.ts';

interface TestBenchProps {
  /** The rule of a pack that this is, or began as. */
  origin: PackOrigin | undefined;
  engine: RuleEngine;
  draft: RuleDraft;
  bench: BenchEvents;
  test: UseQueryResult<RuleTestAnswer>;
}

/** Shows live what the rule says to a text, an event, or a few events in a row. Nothing is stored. */
export function TestBench({ origin, engine, draft, bench, test }: TestBenchProps) {
  const { sample, setSample, events, fault, times, setTimes, remembers } = bench;
  const isMany = events.length > 1;
  const history = useHistoryTest(engine, { draft, events, enabled: test.isSuccess });
  return (
    <div className="grid min-w-0 gap-4">
      {origin !== undefined && <ExamplePicker origin={origin} onPick={setSample} />}
      <SampleInput sample={sample} hint={hintFor(sample, draft, bench)} fault={fault} onChange={setSample} />
      {remembers && sample.kind === 'event' && (
        <Field
          label="How many times"
          type="number"
          min={1}
          max={2000}
          value={times}
          onChange={(event) => setTimes(numberOf(event.target) ?? 1)}
          hint="This rule counts over time: the event is judged so many times in a row."
        />
      )}
      <div aria-live="polite" className={`grid gap-4 ${test.isPlaceholderData ? 'opacity-60' : ''}`}>
        {test.error instanceof InvalidRule && (
          <p className="text-muted">The rule is not complete yet: it judges once it is.</p>
        )}
        {test.isError && !(test.error instanceof InvalidRule) && <Failure error={test.error} />}
        {(test.isPending || (test.isSuccess && isMany && history.isPending)) && <p className="text-muted">Judging…</p>}
        {!test.isError && isMany && history.isError && <Failure error={history.error} />}
        {!test.isError && isMany && history.data !== undefined && <EventVerdicts judged={history.data} />}
        {!test.isError && !isMany && test.data !== undefined && <Answer answer={test.data} draft={draft} />}
      </div>
    </div>
  );
}

function Answer({ answer: { found, stored }, draft }: { answer: RuleTestAnswer; draft: RuleDraft }) {
  return (
    <>
      <TestVerdict result={found} action={draft.action} />
      <FoundTexts result={found} />
      {found.matched && <Findings violations={found.violations} />}
      {stored?.matched === true && (
        <section aria-label="What would be stored" className="grid gap-2">
          <h3 className="font-medium">What would be stored</h3>
          <FoundTexts
            result={{ ...stored, violations: placeholders(stored.violations) }}
            firstPlace={found.violations.length}
          />
        </section>
      )}
    </>
  );
}

/** After redaction the spans point to what was put in place: the mark names that. */
function placeholders(violations: RuleTestAnswer['found']['violations']) {
  return violations.map((violation) => ({ ...violation, ruleName: 'Replaced' }));
}

function hintFor(sample: Sample, draft: RuleDraft, { events }: BenchEvents): string {
  if (sample.kind === 'event') return 'An event, a log that you copied, or a list of them that is judged in order.';
  const [event] = events;
  const { scope } = conditionOf(draft);
  const place = event?.prompt !== undefined ? 'prompt' : event?.response !== undefined ? 'response' : 'metadata';
  const agent = scope?.agentIds === undefined ? '' : ` of ${event?.agentId ?? 'an agent'}`;
  return `Judged as the ${place} of ${event?.action ?? 'an event'}${agent}. Or paste the id of a log.`;
}
