import { useState } from 'react';

import { Button } from '../../../ui/button.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { Failure } from '../../../ui/state.tsx';
import { conditionOf, type RuleDraft } from '../editor/rule-draft.ts';
import type { EngineRule } from '../engine/protocol.ts';
import { DryRunProgress } from './dry-run-progress.tsx';
import { DryRunResult } from './dry-run-result.tsx';
import { useDryRun } from './use-dry-run.ts';

const counts = [200, 1000, 5000, 20_000];

interface DryRunProps {
  draft: RuleDraft;
  /** The server takes the condition as it is. */
  isComplete: boolean;
}

/** Says what the draft would have made of the logs that are there. Nothing is changed by it. */
export function DryRun({ draft, isComplete }: DryRunProps) {
  const [count, setCount] = useState(1000);
  const { state, start, cancel } = useDryRun();
  const rule = toEngineRule(draft);
  const isRunning = state.status === 'running';
  return (
    <div className="grid min-w-0 gap-4">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <SelectField
            label="Judge"
            value={count}
            disabled={isRunning}
            onChange={(event) => setCount(Number(event.target.value))}
          >
            {counts.map((each) => (
              <option key={each} value={each}>
                the last {each.toLocaleString()} logs
              </option>
            ))}
          </SelectField>
        </div>
        {isRunning ? (
          <Button className="h-9" onClick={cancel}>
            Cancel
          </Button>
        ) : (
          <Button look="primary" className="h-9" disabled={!isComplete} onClick={() => void start(rule, count)}>
            Run
          </Button>
        )}
      </div>
      {state.status === 'idle' && (
        <p className="text-muted text-xs">
          Runs this draft over stored logs, in the order in which they came, and changes nothing. What was redacted
          before it was stored cannot be found again.
        </p>
      )}
      {!isComplete && <p className="text-muted">The rule is not complete yet: it can be run once it is.</p>}
      {isRunning && <DryRunProgress judged={state.judged} total={state.total} />}
      {state.status === 'failed' && <Failure error={state.error} onRetry={() => void start(rule, count)} />}
      {state.status === 'ready' && (
        <>
          {state.rule !== JSON.stringify(rule) && (
            <p role="status" className="bg-warn-soft text-warn rounded-md px-3 py-2">
              The rule has changed since: run it again.
            </p>
          )}
          <DryRunResult report={state.report} action={draft.action} />
        </>
      )}
    </div>
  );
}

function toEngineRule(draft: RuleDraft): EngineRule {
  const { ruleType, severity } = draft;
  return { ruleType, condition: conditionOf(draft), name: 'draft', severity, action: 'flag' };
}
