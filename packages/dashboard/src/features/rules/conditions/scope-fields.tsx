import type { ProblemAt } from '../editor/rule-problems.ts';
import type { RuleScope } from '../rule-words.ts';
import { patched } from './condition-fields.ts';
import { TokensField } from './tokens-field.tsx';

/** What instrumentation writes most. */
export const knownActions = ['llm_call', 'tool_use', 'retrieval', 'agent_run'];

const knownFields = ['prompt', 'response', 'metadata'];

interface ScopeFieldsProps {
  scope: RuleScope | undefined;
  /** Rules that judge the event as a whole have no use for fields. */
  hasFields: boolean;
  problemAt: ProblemAt;
  onChange: (scope: RuleScope | undefined) => void;
}

/** Where to look. Everything left empty: everywhere. */
export function ScopeFields({ scope = {}, hasFields, problemAt, onChange }: ScopeFieldsProps) {
  const change = (part: { [Name in keyof RuleScope]: string[] | undefined }) => {
    const next = patched(scope, part);
    onChange(Object.keys(next).length === 0 ? undefined : next);
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TokensField
        label="Actions"
        values={scope.actions}
        suggestions={knownActions}
        placeholder="all"
        hint="* stands for anything: tool_*"
        error={problemAt('scope.actions')?.message}
        onChange={(actions) => change({ actions })}
      />
      <TokensField
        label="Agents"
        values={scope.agentIds}
        placeholder="all"
        hint="By id; * stands for anything."
        error={problemAt('scope.agentIds')?.message}
        onChange={(agentIds) => change({ agentIds })}
      />
      {hasFields && (
        <TokensField
          label="Fields"
          values={scope.fields}
          suggestions={knownFields}
          placeholder="prompt, response and metadata"
          hint="Or a path such as metadata.arguments.*"
          error={problemAt('scope.fields')?.message}
          onChange={(fields) => change({ fields })}
        />
      )}
    </div>
  );
}
