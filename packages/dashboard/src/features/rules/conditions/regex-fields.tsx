import { CheckField } from '../../../ui/check-field.tsx';
import { TextAreaField } from '../../../ui/text-area-field.tsx';
import { ProblemPlace } from '../editor/problem-place.tsx';
import type { ConditionFieldsProps } from './condition-fields.ts';

const flagNames = [
  { flag: 'i', label: 'Any case', hint: 'i' },
  { flag: 'm', label: '^ and $ at each line', hint: 'm' },
  { flag: 's', label: '. takes line ends', hint: 's' },
] as const;

export function RegexFields({ condition, onChange, problemAt }: ConditionFieldsProps<'regex_match'>) {
  const { pattern = '', flags = '' } = condition;
  const problem = problemAt('pattern');
  const toggle = (flag: string, isWanted: boolean) => {
    const next = isWanted ? flags + flag : flags.replaceAll(flag, '');
    onChange({ flags: next === '' ? undefined : next });
  };
  return (
    <>
      <TextAreaField
        label="Pattern"
        rows={Math.min(8, 2 + Math.floor(pattern.length / 70))}
        value={pattern}
        onChange={(event) => onChange({ pattern: event.target.value.replaceAll('\n', '') })}
        placeholder="\bACME-\d{6}\b"
        hint="RE2 syntax, without slashes around it: no look-around and no back-references, so it always runs in linear time."
        error={problem?.message}
        spellCheck={false}
        className="font-mono text-xs"
      />
      <ProblemPlace text={pattern} problem={problem} />
      <fieldset className="grid gap-1">
        <legend className="mb-1 font-medium">Flags</legend>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {flagNames.map(({ flag, label, hint }) => (
            <CheckField
              key={flag}
              label={
                <>
                  {label} <code className="text-muted font-mono text-xs">{hint}</code>
                </>
              }
              checked={flags.includes(flag)}
              onChange={(event) => toggle(flag, event.target.checked)}
            />
          ))}
        </div>
        {problemAt('flags') !== undefined && <p className="text-bad text-xs">{problemAt('flags')?.message}</p>}
      </fieldset>
    </>
  );
}
