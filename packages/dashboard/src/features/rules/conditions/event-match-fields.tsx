import { Field } from '../../../ui/field.tsx';
import { ProblemPlace } from '../editor/problem-place.tsx';
import type { ProblemAt } from '../editor/rule-problems.ts';
import { patched } from './condition-fields.ts';
import { knownActions } from './scope-fields.tsx';
import { TokensField } from './tokens-field.tsx';

/** An event that a sequence looks for: all that is given must hold. */
export interface EventMatch {
  actions?: string[];
  tools?: string[];
  where?: string;
}

interface EventMatchFieldsProps {
  match: EventMatch;
  /** Where in the condition it stands, such as `steps[0]`. */
  field: string;
  problemAt: ProblemAt;
  onChange: (match: EventMatch) => void;
}

export function EventMatchFields({ match, field, problemAt, onChange }: EventMatchFieldsProps) {
  const change = (part: EventMatch | { [Name in keyof EventMatch]: undefined }) => onChange(patched(match, part));
  const where = problemAt(`${field}.where`);
  const isEmpty = Object.keys(match).length === 0;
  return (
    <div className="grid gap-3">
      {isEmpty && <p className="text-bad text-xs">Say at least one thing about this event.</p>}
      <div className="grid gap-3 sm:grid-cols-2">
        <TokensField
          label="Actions"
          values={match.actions}
          suggestions={isEmpty ? knownActions : []}
          placeholder="any"
          error={problemAt(`${field}.actions`)?.message}
          onChange={(actions) => change({ actions })}
        />
        <TokensField
          label="Tools"
          values={match.tools}
          placeholder="any, such as send_*"
          error={problemAt(`${field}.tools`)?.message}
          onChange={(tools) => change({ tools })}
        />
      </div>
      <Field
        label="And where"
        value={match.where ?? ''}
        onChange={(event) => change({ where: event.target.value === '' ? undefined : event.target.value })}
        placeholder="'SECRET' in found"
        hint="A CEL expression, if actions and tools do not say enough."
        error={where?.message}
        spellCheck={false}
        className="font-mono text-xs"
      />
      <ProblemPlace text={match.where ?? ''} problem={where} />
    </div>
  );
}
