import { useState } from 'react';

import { CheckField } from '../../../ui/check-field.tsx';
import { TextAreaField } from '../../../ui/text-area-field.tsx';
import type { ConditionFieldsProps } from './condition-fields.ts';

export function KeywordFields({ condition, onChange, problemAt }: ConditionFieldsProps<'keyword_match'>) {
  const { keywords = [], wholeWord = false, caseSensitive = false } = condition;
  // The text as typed: an empty line on its way to a word is no keyword yet.
  const [text, setText] = useState(keywords.join('\n'));
  const change = (typed: string) => {
    setText(typed);
    onChange({ keywords: typed.split('\n').filter((line) => line.trim() !== '') });
  };
  return (
    <>
      <TextAreaField
        label="Keywords"
        rows={Math.min(14, Math.max(4, keywords.length + 1))}
        value={text}
        onChange={(event) => change(event.target.value)}
        hint={`One word or phrase a line. ${keywords.length.toLocaleString()} of at most 5,000.`}
        error={problemAt('keywords')?.message}
        spellCheck={false}
        className="font-mono text-xs"
      />
      <div className="grid gap-2 sm:grid-cols-2">
        <CheckField
          label="Whole words"
          hint="Only where no letter, digit or underscore touches it."
          checked={wholeWord}
          onChange={(event) => onChange({ wholeWord: event.target.checked || undefined })}
        />
        <CheckField
          label="Match case"
          hint="“PIN”, but not “pin”."
          checked={caseSensitive}
          onChange={(event) => onChange({ caseSensitive: event.target.checked || undefined })}
        />
      </div>
    </>
  );
}
