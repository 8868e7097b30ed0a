import type { Policy, PolicyInput } from 'agentaudit-client';

import { CheckField } from '../../ui/check-field.tsx';
import { Field } from '../../ui/field.tsx';
import { TextAreaField } from '../../ui/text-area-field.tsx';
import { textOf } from '../../ui/text-of.ts';
import { policyModeNames, policyModes } from './policy-words.ts';

interface PolicyFieldsProps {
  policy?: Policy;
  /** What the name is when none is given. */
  defaultName?: string | undefined;
}

/** What a policy is, but for its rules and agents. */
export function PolicyFields({ policy, defaultName }: PolicyFieldsProps) {
  return (
    <>
      <Field
        label="Name"
        name="name"
        defaultValue={policy?.name}
        placeholder={defaultName ?? 'Customer support'}
        maxLength={200}
        required={defaultName === undefined}
        autoFocus
      />
      <TextAreaField
        label="Description"
        name="description"
        defaultValue={policy?.description}
        rows={2}
        maxLength={2000}
        hint="What it is for, in a sentence."
      />
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">Mode: what a hit does, unless the rule says so itself</legend>
        {policyModeNames.map((mode) => (
          <CheckField
            key={mode}
            type="radio"
            name="mode"
            value={mode}
            label={<span className="capitalize">{mode}</span>}
            hint={policyModes[mode].about}
            defaultChecked={mode === (policy?.mode ?? 'flag')}
          />
        ))}
      </fieldset>
      <fieldset className="grid gap-2">
        <legend className="mb-1 font-medium">Effect</legend>
        <CheckField
          name="shadow"
          label="Shadow"
          hint="Records what it would have done, and does nothing."
          defaultChecked={policy?.shadow}
        />
        <CheckField
          name="isActive"
          label="Active"
          hint="A policy that is off judges nothing and records nothing."
          defaultChecked={policy?.isActive ?? true}
        />
      </fieldset>
      <Field
        label="Priority"
        name="priority"
        type="number"
        step={1}
        min={-1_000_000}
        max={1_000_000}
        defaultValue={policy?.priority ?? 0}
        required
        hint="When two policies hold the same rule for an agent, the higher number decides what a hit does."
      />
    </>
  );
}

export type PolicySettings = Required<Omit<PolicyInput, 'ruleIds'>>;

export function readPolicySettings(form: FormData): PolicySettings {
  return {
    name: textOf(form, 'name').trim(),
    description: textOf(form, 'description').trim(),
    mode: textOf(form, 'mode') as Policy['mode'],
    shadow: form.has('shadow'),
    isActive: form.has('isActive'),
    priority: Number(textOf(form, 'priority')),
  };
}
