import type { HitlRecord } from 'agentaudit-client';

import { Countdown } from './countdown.tsx';

interface RequestListProps {
  requests: readonly HitlRecord[];
  openId: string;
  /** Also of those that are not shown. */
  total: number;
  onOpen: (id: string) => void;
}

export function RequestList({ requests, openId, total, onOpen }: RequestListProps) {
  return (
    <div className="self-start">
      <ul
        aria-label="Pending requests"
        className="border-line bg-surface divide-line max-h-64 divide-y overflow-auto rounded-lg border lg:max-h-[75vh]"
      >
        {requests.map((request) => (
          <li key={request.request_id}>
            <button
              type="button"
              aria-current={request.request_id === openId}
              onClick={() => onOpen(request.request_id)}
              className="hover:bg-raised aria-[current=true]:bg-accent-soft grid w-full grid-cols-[minmax(0,1fr)] gap-0.5 px-3 py-2 text-left -outline-offset-2"
            >
              <span className="truncate font-medium">{request.tool.name}</span>
              <span className="text-muted flex justify-between gap-2 text-xs">
                <span className="truncate">{request.agent.name}</span>
                <span className="whitespace-nowrap">
                  <Countdown until={request.expires_at} />
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {total > requests.length && (
        <p className="text-muted mt-1 px-1 text-xs">
          The oldest {requests.length} of {total.toLocaleString()}
        </p>
      )}
    </div>
  );
}
