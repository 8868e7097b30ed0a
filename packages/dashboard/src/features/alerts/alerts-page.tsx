import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { Alert } from 'agentaudit-client';
import { X } from 'lucide-react';
import { useState } from 'react';

import { client } from '../../session/session.ts';
import { useMay } from '../../session/use-account.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { AgentName } from '../agents/agent-name.tsx';
import { Time } from '../logs/time.tsx';
import { type AlertSearch, linkedFilterNames, linkedFilters, severities } from './alert-search.ts';
import { ResolveDialog } from './resolve-dialog.tsx';

const tones: Record<Alert['severity'], Tone> = { critical: 'bad', warning: 'warn', info: 'plain' };

/** What the rules found and nobody has looked at yet; or what was made of it. */
export function AlertsPage() {
  const search = useSearch({ from: '/signed-in/alerts' });
  const { severity, state, ...linked } = search;
  const navigate = useNavigate({ from: '/alerts' });
  const mayManage = useMay('manage') === true;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [resolving, setResolving] = useState<string[]>([]);
  const resolved = state === 'resolved';
  const query = useInfiniteQuery({
    queryKey: ['alerts', search],
    queryFn: async ({ pageParam, signal }) =>
      await client.alerts.list(
        {
          limit: 50,
          ...linked,
          resolved,
          ...(severity ? { severity } : {}),
          ...(pageParam === '' ? {} : { cursor: pageParam }),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const alerts = query.data?.pages.flatMap(({ data }) => data) ?? [];
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };

  return (
    <Page
      title="Alerts"
      actions={
        <>
          {chosen.size > 0 && (
            <Button look="primary" onClick={() => setResolving([...chosen])}>
              Resolve {chosen.size}
            </Button>
          )}
          <select
            aria-label="State"
            value={state ?? 'open'}
            onChange={(event) =>
              void navigate({
                search: (before) =>
                  ({ ...before, state: event.target.value === 'resolved' ? 'resolved' : undefined }) as AlertSearch,
              })
            }
            className="border-line bg-surface h-8 rounded-md border px-2"
          >
            <option value="open">Open</option>
            <option value="resolved">Resolved</option>
          </select>
          <select
            aria-label="Severity"
            value={severity ?? ''}
            onChange={(event) =>
              void navigate({
                search: (before) => ({ ...before, severity: event.target.value || undefined }) as AlertSearch,
              })
            }
            className="border-line bg-surface h-8 rounded-md border px-2"
          >
            <option value="">Severity: any</option>
            {severities.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </>
      }
    >
      <LinkedFilters
        search={search}
        onRemove={(name) => void navigate({ search: ({ [name]: _removed, ...rest }) => rest as AlertSearch })}
      />
      {query.isPending && <Skeleton />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && alerts.length === 0 && (
        <Empty title={resolved ? 'Nothing was resolved yet' : 'No open alerts'}>
          {resolved ? null : (
            <>
              Alerts come from rules.{' '}
              <Link to="/packs" className="text-accent underline">
                Install a pack
              </Link>{' '}
              to have logs judged.
            </>
          )}
        </Empty>
      )}
      {alerts.length > 0 && (
        <ul className="border-line bg-surface divide-line divide-y rounded-lg border">
          {alerts.map((alert) => (
            <li key={alert.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              {mayManage && !alert.resolved && (
                <input
                  type="checkbox"
                  aria-label={`Choose ${alert.message}`}
                  checked={chosen.has(alert.id)}
                  onChange={() => toggle(alert.id)}
                  className="accent-accent size-4"
                />
              )}
              <Badge tone={tones[alert.severity]}>{alert.severity}</Badge>
              <span className="min-w-48 flex-1">
                {alert.message}
                {alert.count > 1 && <span className="text-muted"> ×{alert.count}</span>}
                {alert.note !== null && <span className="text-muted block text-xs">{alert.note}</span>}
              </span>
              {alert.disposition !== null && <Badge>{alert.disposition.replace('_', ' ')}</Badge>}
              <span className="text-muted text-xs">
                <AgentName id={alert.agentId} />
              </span>
              <span className="text-muted text-xs">
                <Time at={alert.createdAt} />
              </span>
              <Link to="/logs" search={{ log: alert.auditLogId }} className="text-accent underline">
                Log
              </Link>
              {mayManage && !alert.resolved && <Button onClick={() => setResolving([alert.id])}>Resolve</Button>}
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button className="self-center" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
      <ResolveDialog
        ids={resolving}
        onClose={() => setResolving([])}
        onResolved={() => {
          setChosen(new Set());
          setResolving([]);
        }}
      />
    </Page>
  );
}

interface LinkedFiltersProps {
  search: AlertSearch;
  onRemove: (name: keyof typeof linkedFilters) => void;
}

/** What the link that led here narrows the list to, each to be taken away. */
function LinkedFilters({ search, onRemove }: LinkedFiltersProps) {
  const names = linkedFilterNames.filter((name) => search[name] !== undefined);
  if (names.length === 0) return null;
  return (
    <div className="-mt-1 flex flex-wrap gap-2">
      {names.map((name) => (
        <Button key={name} onClick={() => onRemove(name)}>
          <span className="sr-only">Remove filter</span>
          <span className="text-muted">{linkedFilters[name]}</span>
          <span className="max-w-48 truncate">{search[name]}</span>
          <X size={12} aria-hidden />
        </Button>
      ))}
    </div>
  );
}
