import type { ComplianceRule } from 'agentaudit-client';
import { Plus } from 'lucide-react';
import { useMemo, useState } from 'react';

import { useMay } from '../../../session/use-account.ts';
import { Button } from '../../../ui/button.tsx';
import { Empty, Failure, Skeleton } from '../../../ui/state.tsx';
import { filterRules } from '../../rules/filter-rules.ts';
import { useRules } from '../../rules/use-rules.ts';
import { usePolicyContext } from '../policy-context.ts';
import { countOf } from '../policy-words.ts';
import { AddRulesDialog } from './add-rules-dialog.tsx';
import { DraftBar } from './draft-bar.tsx';
import { PolicyRuleRow } from './policy-rule-row.tsx';
import { move } from './use-rule-draft.ts';

/** Rows drawn at first, and each time more are asked for. */
const step = 100;
/** With more rules than this there is a search. */
const searchableFrom = 15;

/** The policy's rules in their order. Changes wait until they are saved together, as one version. */
export function PolicyRules() {
  const { policy, draft } = usePolicyContext();
  const rules = useRules();
  const mayManage = useMay('manage') === true;
  const byId = useMemo(() => new Map(rules.data?.map((rule) => [rule.id, rule])), [rules.data]);
  const [adding, setAdding] = useState(false);
  const [shown, setShown] = useState(step);
  const [text, setText] = useState('');
  const [announced, setAnnounced] = useState('');

  const found = useMemo(() => {
    if (text === '') return draft.ruleIds;
    const passing = new Set(filterRules([...byId.values()], { q: text }).map(({ id }) => id));
    return draft.ruleIds.filter((id) => passing.has(id));
  }, [text, draft.ruleIds, byId]);

  const isSearched = text !== '';
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
        {mayManage && draft.ruleIds.length > 0 && (
          <Button onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden /> Add rules
          </Button>
        )}
      </div>
      {draft.ruleIds.length > searchableFrom && (
        <input
          type="search"
          value={text}
          onChange={({ target }) => setText(target.value)}
          aria-label="Search the rules of this policy"
          placeholder="Search name, description or condition"
          className="border-line bg-surface placeholder:text-muted h-8 w-full rounded-md border px-3"
        />
      )}
      {isSearched && found.length === 0 && <p role="status">No rule of this policy passes this search.</p>}
      {draft.isChanged && <DraftBar policy={policy} draft={draft} rules={byId} />}
      <p role="status" className="sr-only">
        {announced}
      </p>
      {rules.isPending && <Skeleton rows={4} />}
      {rules.isError && <Failure error={rules.error} onRetry={() => void rules.refetch()} />}
      {rules.isSuccess && draft.ruleIds.length === 0 && (
        <Empty title="This policy has no rules">
          {mayManage && (
            <Button look="primary" onClick={() => setAdding(true)}>
              Add rules
            </Button>
          )}
        </Empty>
      )}
      {rules.isSuccess && found.length + draft.removed.length > 0 && (
        <ol className="border-line bg-surface divide-line divide-y overflow-hidden rounded-lg border">
          {found.slice(0, shown).map((id) => (
            <PolicyRuleRow
              key={id}
              id={id}
              rule={byId.get(id)}
              policy={policy}
              mayChange={mayManage}
              isAdded={draft.added.includes(id)}
              onUp={isSearched || id === draft.ruleIds[0] ? undefined : (rule) => moveBy(rule, -1)}
              onDown={isSearched || id === draft.ruleIds.at(-1) ? undefined : (rule) => moveBy(rule, 1)}
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
      {found.length > shown && (
        <Button className="justify-self-center" onClick={() => setShown(shown + step)}>
          Show {Math.min(step, found.length - shown)} more
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
