import { AttachedAgents } from './attached-agents/attached-agents.tsx';
import { PolicyRules } from './rules/policy-rules.tsx';

/** What a policy holds, and whom it holds for. */
export function PolicyPage() {
  return (
    <div className="grid items-start gap-4 pb-6 xl:grid-cols-[minmax(0,1fr)_22rem]">
      <PolicyRules />
      <AttachedAgents />
    </div>
  );
}
