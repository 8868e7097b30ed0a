import { Link } from '@tanstack/react-router';
import type { ComplianceRule, Policy } from 'agentaudit-client';

import { Button } from '../../../ui/button.tsx';
import { Failure } from '../../../ui/state.tsx';
import { countOf } from '../policy-words.ts';
import { useDraftSaving } from './use-draft-saving.ts';
import type { RuleDraft } from './use-rule-draft.ts';

interface DraftBarProps {
  policy: Policy;
  draft: RuleDraft;
  rules: ReadonlyMap<string, ComplianceRule>;
}

/** What is changed and not saved, and what can be done about it. */
export function DraftBar({ policy, draft, rules }: DraftBarProps) {
  const saving = useDraftSaving(policy, draft);
  return (
    <div className="grid gap-2">
      <div className="border-line bg-warn-soft sticky top-0 z-[1] flex flex-wrap items-center gap-2 rounded-lg border px-4 py-2.5">
        <p role="status" className="text-warn mr-auto">
          Not saved: {describe(draft)}.
        </p>
        <Link to="/policies/$policyId/backtest" params={{ policyId: policy.id }} className="text-accent px-1 underline">
          Try on stored logs
        </Link>
        <Button onClick={draft.discard}>Discard</Button>
        <Button look="primary" disabled={saving.isPending} onClick={() => saving.mutate()}>
          Save as version {policy.version + 1}
        </Button>
      </div>
      {saving.isError && <Failure error={withNames(saving.error, rules)} />}
    </div>
  );
}

function describe({ added, removed, isReordered }: RuleDraft): string {
  return [
    added.length > 0 && `${countOf(added.length, 'rule')} added`,
    removed.length > 0 && `${countOf(removed.length, 'rule')} removed`,
    isReordered && 'another order',
  ]
    .filter((part) => part !== false)
    .join(', ');
}

/** The server names rules by their id and its own fields; people know rules by their name. */
function withNames(error: Error, rules: ReadonlyMap<string, ComplianceRule>): Error {
  const message = error.message
    .replace(/rule_\w+/g, (id) => (rules.has(id) ? `“${rules.get(id)!.name}”` : id))
    .replace(
      /^ruleIds names (.+), which belongs to another policy$/,
      '$1 was copied for another policy, and belongs to it alone.',
    );
  return new Error(message);
}
