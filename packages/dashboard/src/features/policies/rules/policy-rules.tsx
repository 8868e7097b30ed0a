import type { ComplianceRule } from 'agentaudit-client';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';

import { Button } from '../../../ui/button.tsx';
import { Empty, Failure, Skeleton } from '../../../ui/state.tsx';
import { useRules } from '../../rules/use-rules.ts';
import { usePolicyContext } from '../policy-context.ts';
import { countOf } from '../policy-words.ts';
import { AddRulesDialog } from './add-rules-dialog.tsx';
import { DraftBar } from './draft-bar.tsx';
import { PolicyRuleRow } from './policy-rule-row.tsx';
import { move } from './use-rule-draft.ts';

/** Rows drawn at first, and each time more are asked for. */
const step = 100;

/** The policy's rules in their order. Changes wait until they are saved together, as one version. */
export function PolicyRules() {
  const { policy, draft } = usePolicyContext();
  const rules = useRules();
  const byId = useMemo(() => new Map(rules.data?.map((rule) => [rule.id, rule])), [rules.data]);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState(step);
  const [announced, setAnnounced] = useState('');

  const moveBy = (rule: ComplianceRule, by: number) => {
    draft.change((ids) => move(ids, rule.id, by));
    setAnnounced(`${rule.name} is now ${draft.ruleIds.indexOf(rule.id) + by + 1} of ${draft.ruleIds.length}`);
  };

  return (
    <section aria-labelledby="policy-rules" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="policy-rules" className="font-semibold">
          {countOf(draft.ruleIds.length, 'rule')}
        </h2>
        {draft.ruleIds.length > 0 && (
          <Button onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden /> Add rules
          </Button>
        )}
      </div>
      {draft.isChanged && <DraftBar policy={policy} draft={draft} rules={byId} />}
      <p role="status" className="sr-only">
        {announced}
      </p>
      {rules.isPending && <Skeleton rows={4} />}
      {rules.isError && <Failure error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.isSuccess && draft.ruleIds.length === 0 && (
        <Empty title="This policy has no rules">
          <Button look="primary" onClick={() => setAdding(true)}>
            Add rules
          </Button>
        </Empty>
      )}
      {rules.isSuccess && draft.ruleIds.length + draft.removed.length > 0 && (
        <ol className="border-line bg-surface divide-line divide-y overflow-hidden rounded-lg border">
          {draft.ruleIds.slice(0, shown).map((id, place) => (
            <PolicyRuleRow
              key={id}
              id={id}
              rule={byId.get(id)}
              policy={policy}
              isAdded={draft.added.includes(id)}
              onUp={place === 0 ? undefined : (rule) => moveBy(rule, -1)}
              onDown={place === draft.ruleIds.length - 1 ? undefined : (rule) => moveBy(rule, 1)}
              onRemove={() => draft.change((ids) => ids.filter((other) => other !== id))}
            />
          ))}
          {draft.removed.map((id) => (
            <PolicyRuleRow
              key={id}
              id={id}
              rule={byId.get(id)}
              policy={policy}
              onPutBack={() => draft.change((ids) => [...ids, id])}
            />
          ))}
        </ol>
      )}
      {draft.ruleIds.length > shown && (
        <Button className="justify-self-center" onClick={() => setShown(shown + step)}>
          Show {Math.min(step, draft.ruleIds.length - shown)} more
        </Button>
      )}
      {draft.ruleIds.length > 1 && (
        <p className="text-muted text-xs">
          The order is for those who read: every rule judges every log, and the strictest verdict stands.
        </p>
      )}
      <AddRulesDialog
        open={adding}
        policyId={policy.id}
        held={draft.ruleIds}
        onClose={() => setAdding(false)}
        onAdd={(ids) => draft.change((before) => [...before, ...ids])}
      />
    </section>
  );
}
