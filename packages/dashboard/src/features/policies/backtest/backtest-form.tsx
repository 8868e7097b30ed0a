import type { BacktestInput, Policy } from 'agentaudit-client';
import { type FormEvent, useState } from 'react';

import { Button } from '../../../ui/button.tsx';
import { lastDays } from '../../../ui/chart-scale.ts';
import { SelectField } from '../../../ui/select-field.tsx';
import { textOf } from '../../../ui/text-of.ts';
import { dayRanges } from '../analytics/analytics-search.ts';
import { useAgentName } from '../../agents/use-agent-names.ts';
import { countOf, policyModeNames } from '../policy-words.ts';
import type { RuleDraft } from '../rules/use-rule-draft.ts';
import { useVersions } from '../versions/use-versions.ts';

interface BacktestFormProps {
  policy: Policy;
  draft: RuleDraft;
  isRunning: boolean;
  onRun: (input: BacktestInput) => void;
}

/** What to try, on which logs. */
export function BacktestForm({ policy, draft, isRunning, onRun }: BacktestFormProps) {
  const [rules, setRules] = useState(draft.isChanged ? 'draft' : 'current');
  const nameOf = useAgentName();
  const versions = useVersions(policy.id).data?.pages.flatMap(({ data }) => data) ?? [];
  const isVersion = rules !== 'draft' && rules !== 'current';
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const mode = textOf(form, 'mode') as Policy['mode'];
    const agentId = textOf(form, 'agentId');
    onRun({
      ...(isVersion ? { versionId: rules } : { mode }),
      ...(rules === 'draft' ? { ruleIds: [...draft.ruleIds] } : {}),
      ...(agentId === '' ? {} : { agentId }),
      from: `${lastDays(Number(textOf(form, 'days')))[0]}T00:00:00Z`,
    });
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <SelectField label="Try the rules" value={rules} onChange={({ target }) => setRules(target.value)}>
          <option value="current">as they stand</option>
          {draft.isChanged && <option value="draft">as edited, not saved</option>}
          {versions
            .filter(({ id }) => id !== policy.versionId)
            .map(({ id, version }) => (
              <option key={id} value={id}>
                of version {version}
              </option>
            ))}
        </SelectField>
        {isVersion ? (
          <SelectField label="In mode" disabled hint="A version has its own mode.">
            <option>{versions.find(({ id }) => id === rules)?.snapshot.mode}</option>
          </SelectField>
        ) : (
          <SelectField label="In mode" name="mode" defaultValue={policy.mode === 'flag' ? 'block' : policy.mode}>
            {policyModeNames.map((mode) => (
              <option key={mode} value={mode}>
                {mode === policy.mode ? `${mode}, as it stands` : mode}
              </option>
            ))}
          </SelectField>
        )}
        <SelectField label="On logs of the last" name="days" defaultValue={30}>
          {dayRanges.map((days) => (
            <option key={days} value={days}>
              {days} days
            </option>
          ))}
        </SelectField>
        <SelectField label="Of" name="agentId">
          <option value="">
            {policy.agentIds.length === 0
              ? 'all agents, since none is attached'
              : `the ${countOf(policy.agentIds.length, 'agent')} it is attached to`}
          </option>
          {policy.agentIds.map((id) => (
            <option key={id} value={id}>
              {nameOf(id)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" disabled={isRunning}>
          Run backtest
        </Button>
        <p className="text-muted text-xs">
          It changes nothing. It judges texts as they are stored: what was redacted on the way in is not there to be
          found.
        </p>
      </div>
    </form>
  );
}
