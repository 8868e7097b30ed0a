import { useState } from 'react';

import { TextAreaField } from '../../../ui/text-area-field.tsx';
import type { DraftCondition } from '../editor/rule-draft.ts';
import type { ProblemAt } from '../editor/rule-problems.ts';

interface ConditionJsonProps {
  condition: DraftCondition;
  problemAt: ProblemAt;
  onChange: (condition: DraftCondition) => void;
}

/** The condition as it is sent. What is no JSON object stays in the text, and the rule as it was. */
export function ConditionJson({ condition, problemAt, onChange }: ConditionJsonProps) {
  const [text, setText] = useState(() => JSON.stringify(condition, null, 2));
  const [fault, setFault] = useState<string>();
  const change = (typed: string) => {
    setText(typed);
    try {
      const value: unknown = JSON.parse(typed);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        setFault('A condition is a JSON object.');
        return;
      }
      setFault(undefined);
      onChange(value as DraftCondition);
    } catch (error) {
      setFault(`Not JSON yet: ${(error as Error).message}`);
    }
  };
  return (
    <TextAreaField
      label="Condition as JSON"
      rows={Math.min(24, Math.max(8, text.split('\n').length + 1))}
      value={text}
      onChange={(event) => change(event.target.value)}
      hint="As the API takes it."
      error={fault ?? problemAt('condition')?.message}
      spellCheck={false}
      className="font-mono text-xs"
    />
  );
}
