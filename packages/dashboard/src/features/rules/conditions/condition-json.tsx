import { useEffect, useRef, useState } from 'react';

import { TextAreaField } from '../../../ui/text-area-field.tsx';
import type { DraftCondition } from '../editor/rule-draft.ts';
import type { ProblemAt } from '../editor/rule-problems.ts';
import { findMisshapen, isObject } from './condition-shape.ts';

interface ConditionJsonProps {
  condition: DraftCondition;
  problemAt: ProblemAt;
  onChange: (condition: DraftCondition) => void;
}

/** The condition as it is sent. While the text is none, the rule stays as it was and cannot be saved. */
export function ConditionJson({ condition, problemAt, onChange }: ConditionJsonProps) {
  const [text, setText] = useState(() => JSON.stringify(condition, null, 2));
  const [fault, setFault] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.setCustomValidity(fault ?? ''), [fault]);
  const change = (typed: string) => {
    setText(typed);
    const read = readCondition(typed);
    setFault(typeof read === 'string' ? read : undefined);
    if (typeof read !== 'string') onChange(read);
  };
  return (
    <TextAreaField
      ref={area}
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

/** A text: why it is no condition. */
function readCondition(json: string): DraftCondition | string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return `Not JSON yet: ${(error as Error).message}`;
  }
  if (!isObject(value)) return 'A condition is a JSON object.';
  return findMisshapen(value) ?? value;
}
