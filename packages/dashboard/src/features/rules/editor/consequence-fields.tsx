import { CheckField } from '../../../ui/check-field.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { ruleActionNames, ruleActions, severities } from '../rule-words.ts';
import { FormSection } from './form-section.tsx';
import type { RuleDraft } from './rule-draft.ts';

const severityOptions = severities.map((value) => ({ value, label: value }));

interface ConsequenceFieldsProps {
  draft: RuleDraft;
  /** Whether its fields are there to be read alone. */
  isReadOnly: boolean;
  onChange: (draft: RuleDraft) => void;
}

/** What a hit does, how grave it is, and whom the rule holds for. */
export function ConsequenceFields({ draft, isReadOnly, onChange }: ConsequenceFieldsProps) {
  return (
    <FormSection title="When it hits" isReadOnly={isReadOnly}>
      <div className="grid justify-items-start gap-1.5">
        <span className="font-medium" aria-hidden>
          Severity
        </span>
        <Segmented
          label="Severity"
          value={draft.severity}
          options={severityOptions}
          onChange={(severity) => onChange({ ...draft, severity })}
        />
      </div>
      <div className="grid gap-6 sm:grid-cols-2">
        <fieldset className="grid content-start gap-2">
          <legend className="mb-1.5 font-medium">Action</legend>
          {ruleActionNames.map((action) => (
            <CheckField
              key={action}
              type="radio"
              name="action"
              label={action}
              hint={ruleActions[action].about}
              checked={draft.action === action}
              onChange={() => onChange({ ...draft, action })}
            />
          ))}
          <CheckField
            type="radio"
            name="action"
            label="by policy"
            hint="The mode of the policy it is in; without one, flag."
            checked={draft.action === ''}
            onChange={() => onChange({ ...draft, action: '' })}
          />
        </fieldset>
        <div className="grid content-start gap-6">
          <fieldset className="grid content-start gap-2">
            <legend className="mb-1.5 font-medium">Holds for</legend>
            <CheckField
              type="radio"
              name="applies-to"
              label="Every agent"
              hint="Each log of the organization is judged by it."
              checked={draft.appliesTo === 'organization'}
              onChange={() => onChange({ ...draft, appliesTo: 'organization' })}
            />
            <CheckField
              type="radio"
              name="applies-to"
              label="Agents of its policies"
              hint="It judges nobody until a policy holds it."
              checked={draft.appliesTo === 'policies'}
              onChange={() => onChange({ ...draft, appliesTo: 'policies' })}
            />
          </fieldset>
          <fieldset className="grid content-start gap-2">
            <legend className="mb-1.5 font-medium">State</legend>
            <CheckField
              label="On"
              hint="Off: it is kept and judges nothing."
              checked={draft.isActive}
              onChange={(event) => onChange({ ...draft, isActive: event.target.checked })}
            />
          </fieldset>
        </div>
      </div>
    </FormSection>
  );
}
