import type { Agent, AgentInput } from 'agentaudit-client';

import { Field } from '../../ui/field.tsx';
import { TextAreaField } from '../../ui/text-area-field.tsx';
import { textOf } from '../../ui/text-of.ts';

interface AgentFieldsProps {
  agent?: Agent;
  /** What is wrong with the metadata as it was sent. */
  metadataError: string | undefined;
}

export function AgentFields({ agent, metadataError }: AgentFieldsProps) {
  const metadata = agent === undefined || Object.keys(agent.metadata).length === 0 ? '' : toText(agent.metadata);
  return (
    <>
      <Field
        label="Name"
        name="name"
        defaultValue={agent?.name}
        placeholder="writer-agent"
        maxLength={200}
        required
        autoFocus
      />
      <TextAreaField
        label="Metadata"
        name="metadata"
        defaultValue={metadata}
        placeholder={toText({ version: '1.0', team: 'content' })}
        rows={4}
        spellCheck={false}
        className="font-mono text-xs"
        hint="Any JSON object, or nothing."
        error={metadataError}
      />
    </>
  );
}

/** The agent that a form describes, or what is wrong with its metadata. */
export function readAgent(form: FormData): AgentInput | { problem: string } {
  const text = textOf(form, 'metadata').trim();
  const name = textOf(form, 'name').trim();
  if (text === '') return { name, metadata: {} };
  try {
    const metadata: unknown = JSON.parse(text);
    if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata)) {
      return { problem: 'This is JSON, and not an object: write it in braces.' };
    }
    return { name, metadata: metadata as Record<string, unknown> };
  } catch (error) {
    return { problem: `This is no JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function toText(metadata: Record<string, unknown>): string {
  return JSON.stringify(metadata, null, 2);
}
