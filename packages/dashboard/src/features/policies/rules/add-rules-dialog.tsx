import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';

import { Button } from '../../../ui/button.tsx';
import { CheckField } from '../../../ui/check-field.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Empty, Failure, Skeleton } from '../../../ui/state.tsx';
import { summarize } from '../../rules/condition-summary.ts';
import { filterRules } from '../../rules/filter-rules.ts';
import { ruleTypes } from '../../rules/rule-words.ts';
import { useRulePolicies, useRules } from '../../rules/use-rules.ts';
import { countOf } from '../policy-words.ts';
import { rulesToAdd } from './rules-to-add.ts';

interface AddRulesDialogProps {
  open: boolean;
  policyId: string;
  /** Rules that need not be offered. */
  held: readonly string[];
  onClose: () => void;
  onAdd: (ruleIds: string[]) => void;
}

/** Choices drawn at once; a search narrows down the rest. */
const most = 100;

export function AddRulesDialog({ open, onClose, ...rest }: AddRulesDialogProps) {
  return (
    <Dialog title="Add rules" place="side" open={open} onClose={onClose}>
      <Choice {...rest} onClose={onClose} />
    </Dialog>
  );
}

function Choice({ policyId, held, onClose, onAdd }: Omit<AddRulesDialogProps, 'open'>) {
  const rules = useRules();
  const policies = useRulePolicies();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const free = useMemo(() => rulesToAdd(rules.data ?? [], { policyId, held }), [rules.data, policyId, held]);
  const found = useMemo(() => (text === '' ? free : filterRules(free, { q: text })), [free, text]);

  if (rules.isPending) return <Skeleton />;
  if (rules.isError) return <Failure error={rules.error} onRetry={() => void rules.refetch()} />;
  if (free.length === 0) {
    return (
      <Empty title={rules.data.length === 0 ? 'There are no rules yet' : 'This policy holds every rule that it could'}>
        <Link to="/rules/new" className="text-accent underline">
          Write a rule
        </Link>{' '}
        or{' '}
        <Link to="/packs" className="text-accent underline">
          install a pack
        </Link>
        .
      </Empty>
    );
  }
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <div className="flex h-full flex-col gap-3">
      <Field
        label="Search rules"
        type="search"
        value={text}
        onChange={({ target }) => setText(target.value)}
        placeholder="Name, description or condition"
      />
      <p role="status" className="text-muted text-xs">
        {countOf(found.length, 'rule')}
        {found.length > most && `, the first ${most} are shown: search to find others`}
      </p>
      <ul className="border-line divide-line min-h-40 flex-1 divide-y overflow-auto rounded-lg border">
        {found.slice(0, most).map((rule) => {
          const others = (policies.data?.get(rule.id) ?? []).filter(({ id }) => id !== policyId);
          return (
            <li key={rule.id} className="hover:bg-raised/60 px-3 py-2">
              <CheckField
                checked={chosen.includes(rule.id)}
                onChange={() => toggle(rule.id)}
                label={<span className="font-medium">{rule.name}</span>}
                hint={
                  <>
                    {ruleTypes[rule.ruleType].name}: {summarize(rule)} · {rule.severity}
                    {rule.packId !== undefined && ` · pack ${rule.packId}`}
                    {!rule.isActive && ' · off'}
                    {others.length > 0 && ` · in ${others.map(({ name }) => name).join(', ')}`}
                  </>
                }
              />
            </li>
          );
        })}
      </ul>
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="primary"
          disabled={chosen.length === 0}
          onClick={() => {
            onAdd([...chosen]);
            onClose();
          }}
        >
          Add {chosen.length > 0 && countOf(chosen.length, 'rule')}
        </Button>
      </div>
    </div>
  );
}
