import { useAgentName } from './use-agent-names.ts';

/** What people call an agent, and its id for whoever points at it. An agent that is not registered has its id alone. */
export function AgentName({ id }: { id: string | null }) {
  const nameOf = useAgentName();
  if (id === null) return null;
  const name = nameOf(id);
  return name === id ? id : <span title={id}>{name}</span>;
}
