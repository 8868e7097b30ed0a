import { Link } from '@tanstack/react-router';
import type { HitlRecord } from 'agentaudit-client';

import { Time } from '../logs/time.tsx';
import { Countdown } from './countdown.tsx';
import { verbs } from './decision-form.tsx';

/** Who asks for what, why, until when, and who has said what so far. */
export function RequestHead({ request }: { request: HitlRecord }) {
  const { tool, agent, reason, votes, required_approvals: required } = request;
  return (
    <header className="grid gap-1.5">
      <h2 className="text-base font-semibold break-words">{tool.name}</h2>
      {tool.description !== null && <p>{tool.description}</p>}
      <p className="text-muted">
        <Link to="/logs" search={{ agentId: agent.id }} className="text-accent underline">
          {agent.name}
        </Link>{' '}
        asks{reason !== null && <>: {reason}</>}
      </p>
      <p className="text-muted flex flex-wrap gap-x-3 text-xs">
        <span>
          asked <Time at={request.requested_at} /> by {request.requested_by.name}
        </span>
        <span>
          <Countdown until={request.expires_at} />, then {request.on_timeout === 'skip' ? 'skipped' : 'rejected'}
        </span>
        {required > 1 && (
          <span>
            {votes.filter(({ decision }) => decision === 'approved').length} of {required} approvals
          </span>
        )}
      </p>
      {votes.length > 0 && (
        <ul className="text-muted text-xs">
          {votes.map((vote) => (
            <li key={vote.decided_by.id}>
              {vote.decided_by.name}: {verbs[vote.decision].toLowerCase()}
              {vote.edited_arguments !== undefined && ', with other arguments'}
              {vote.operator_input !== null && ` (${vote.operator_input})`}
            </li>
          ))}
        </ul>
      )}
    </header>
  );
}
