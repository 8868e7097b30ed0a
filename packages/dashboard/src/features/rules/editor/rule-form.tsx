import { Field } from '../../../ui/field.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { SelectField } from '../../../ui/select-field.tsx';
import { TextAreaField } from '../../../ui/text-area-field.tsx';
import { ConditionEditor } from '../conditions/condition-editor.tsx';
import { ConditionJson } from '../conditions/condition-json.tsx';
import { type RuleType, ruleTypeNames, ruleTypes } from '../rule-words.ts';
import { ConsequenceFields } from './consequence-fields.tsx';
import { FormSection } from './form-section.tsx';
import { conditionOf, type DraftCondition, type RuleDraft, withType } from './rule-draft.ts';
import type { ProblemAt } from './rule-problems.ts';

const views = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const;

interface RuleFormProps {
  draft: RuleDraft;
  /** Whether its fields are there to be read alone. */
  isReadOnly: boolean;
  problemAt: ProblemAt;
  view: 'form' | 'json';
  onView: (view: 'form' | 'json') => void;
  onChange: (draft: RuleDraft) => void;
}

/** A rule from its name to its consequences. */
export function RuleForm({ draft, isReadOnly, problemAt, view, onView, onChange }: RuleFormProps) {
  const { ruleType } = draft;
  const condition = conditionOf(draft);
  const setCondition = (next: DraftCondition) =>
    onChange({ ...draft, conditions: { ...draft.conditions, [ruleType]: next } });
  const wrongShape = problemAt('condition');
  return (
    <>
      <FormSection title="Rule" isReadOnly={isReadOnly}>
        <Field
          label="Name"
          value={draft.name}
          onChange={(event) => onChange({ ...draft, name: event.target.value })}
          placeholder="No customer e-mail in prompts"
          maxLength={200}
          required
          error={problemAt('name')?.message}
        />
        <TextAreaField
          label="Description"
          value={draft.description}
          onChange={(event) => onChange({ ...draft, description: event.target.value })}
          rows={2}
          maxLength={2000}
          hint="Why it is there: who reads an alert sees it."
          error={problemAt('description')?.message}
        />
      </FormSection>
      <FormSection
        title="Condition"
        isReadOnly={isReadOnly}
        actions={<Segmented label="Condition as" value={view} options={views} onChange={onView} />}
      >
        <SelectField
          label="Type"
          value={ruleType}
          onChange={(event) => onChange(withType(draft, event.target.value as RuleType))}
          hint={ruleTypes[ruleType].about}
          error={problemAt('ruleType')?.message}
        >
          {ruleTypeNames.map((type) => (
            <option key={type} value={type}>
              {ruleTypes[type].name}
            </option>
          ))}
        </SelectField>
        {view === 'json' ? (
          <ConditionJson key={ruleType} condition={condition} problemAt={problemAt} onChange={setCondition} />
        ) : (
          <ConditionEditor
            key={ruleType}
            ruleType={ruleType}
            condition={condition}
            problemAt={problemAt}
            onChange={setCondition}
          />
        )}
        {view === 'form' && wrongShape?.isWhole === true && <p className="text-bad text-xs">{wrongShape.message}</p>}
      </FormSection>
      <ConsequenceFields draft={draft} isReadOnly={isReadOnly} onChange={onChange} />
    </>
  );
}
