import type { ComponentType } from 'react';

import type { DraftCondition } from '../editor/rule-draft.ts';
import type { ProblemAt } from '../editor/rule-problems.ts';
import type { RuleScope, RuleType } from '../rule-words.ts';
import { type ConditionFieldsProps, patched } from './condition-fields.ts';
import { ExpressionFields } from './expression-fields.tsx';
import { InjectionFields } from './injection-fields.tsx';
import { KeywordFields } from './keyword-fields.tsx';
import { PiiFields } from './pii-fields.tsx';
import { RateLimitFields } from './rate-limit-fields.tsx';
import { RegexFields } from './regex-fields.tsx';
import { ScopeFields } from './scope-fields.tsx';
import { SequenceFields } from './sequence-fields.tsx';
import { ThresholdFields } from './threshold-fields.tsx';

const editors: { [Name in RuleType]: ComponentType<ConditionFieldsProps<Name>> } = {
  pii_detect: PiiFields,
  keyword_match: KeywordFields,
  regex_match: RegexFields,
  rate_limit: RateLimitFields,
  threshold: ThresholdFields,
  expression: ExpressionFields,
  sequence: SequenceFields,
  prompt_injection: InjectionFields,
};

/** Types that look at texts, so that it matters which. */
const readsTexts = new Set<RuleType>(['pii_detect', 'keyword_match', 'regex_match', 'prompt_injection']);

interface ConditionEditorProps {
  ruleType: RuleType;
  condition: DraftCondition;
  problemAt: ProblemAt;
  onChange: (condition: DraftCondition) => void;
}

/** What to look for, by the rule's type; and where. */
export function ConditionEditor({ ruleType, condition, problemAt, onChange }: ConditionEditorProps) {
  // The table above pairs each type with its own condition.
  const Fields = editors[ruleType] as ComponentType<ConditionFieldsProps<RuleType>>;
  const at: ProblemAt = (field) => problemAt(`condition.${field}`);
  return (
    <>
      <Fields condition={condition} problemAt={at} onChange={(change) => onChange(patched(condition, change))} />
      <section aria-label="Where to look" className="border-line grid gap-3 border-t pt-4">
        <h3 className="font-semibold">Where to look</h3>
        <ScopeFields
          scope={condition.scope}
          hasFields={readsTexts.has(ruleType) || condition.scope?.fields !== undefined}
          problemAt={at}
          onChange={(scope: RuleScope | undefined) => onChange(patched(condition, { scope }))}
        />
      </section>
    </>
  );
}
