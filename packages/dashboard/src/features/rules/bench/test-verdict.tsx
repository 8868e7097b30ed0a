import type { RuleTestResult } from 'agentaudit-client';
import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react';

import type { RuleAction } from '../rule-words.ts';

const outcomes: Record<RuleAction, string> = {
  log: 'It would be noted in the log.',
  flag: 'It would be flagged.',
  redact: 'It would be redacted before it is stored.',
  block: 'It would be blocked.',
};

interface TestVerdictProps {
  result: RuleTestResult;
  action: RuleAction | '';
}

/** What the rule says, in a line. */
export function TestVerdict({ result, action }: TestVerdictProps) {
  if (result.skipped !== null) {
    return (
      <p className="border-line text-muted flex gap-2 rounded-md border px-3 py-2">
        <CircleSlash size={16} aria-hidden className="mt-0.5 shrink-0" />
        <span className="min-w-0 break-words">Not judged: {result.skipped}</span>
      </p>
    );
  }
  if (!result.matched) {
    return (
      <p className="border-line bg-ok-soft text-ok flex gap-2 rounded-md border px-3 py-2">
        <CircleCheck size={16} aria-hidden className="mt-0.5 shrink-0" />
        Passes: nothing found.
      </p>
    );
  }
  const count = result.violations.length;
  return (
    <p
      className={`border-line flex gap-2 rounded-md border px-3 py-2 ${action === 'block' ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn'}`}
    >
      <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
      <span>
        {count === 1 ? '1 finding' : `${count} findings`}.{' '}
        {action === '' ? 'Its policy decides; without one it is flagged.' : outcomes[action]}
      </span>
    </p>
  );
}
