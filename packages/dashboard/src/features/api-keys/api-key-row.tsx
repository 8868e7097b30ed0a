import type { ApiKey } from 'agentaudit-client';

import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Time } from '../logs/time.tsx';
import { isUsual } from './key-scopes.ts';

export function ApiKeyRow({ apiKey, onDelete }: { apiKey: ApiKey; onDelete: () => void }) {
  const { name, prefix, scopes, lastUsedAt, expiresAt } = apiKey;
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-48 flex-1 gap-1">
        <span className="flex flex-wrap items-center gap-2 font-medium break-all">
          {name} {isOver && <Badge tone="bad">expired</Badge>}
        </span>
        <code className="text-muted font-mono text-xs">{prefix}…</code>
      </div>
      <div className="flex flex-wrap gap-1">
        {scopes.map((scope) => (
          <Badge key={scope} tone={isUsual(scope) ? 'plain' : 'warn'}>
            {scope}
          </Badge>
        ))}
      </div>
      <span className="text-muted grid text-xs">
        <span>
          {lastUsedAt === null ? (
            'Never used'
          ) : (
            <>
              Used <Time at={lastUsedAt} />
            </>
          )}
        </span>
        {expiresAt !== null && !isOver && (
          <span>
            Ends <Time at={expiresAt} />
          </span>
        )}
      </span>
      <Button look="danger" onClick={onDelete} aria-label={`Delete ${name}`}>
        Delete
      </Button>
    </li>
  );
}
