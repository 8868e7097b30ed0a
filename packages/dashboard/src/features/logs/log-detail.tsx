import { Link } from '@tanstack/react-router';
import type { AuditLog } from 'agentaudit-client';
import { type ReactNode, useCallback, useMemo } from 'react';

import { CopyButton } from '../../ui/copy-button.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';
import { AgentName } from '../agents/agent-name.tsx';
import { ChainSection } from './chain-section.tsx';
import { EnforcementBadge, StatusBadge } from './log-badges.tsx';
import type { FilterName } from './log-search.ts';
import { MarkedText, type PlacedViolation } from './marked-text.tsx';
import { PayloadSection } from './payload-section.tsx';
import { Time } from './time.tsx';
import { ViolationList } from './violation-list.tsx';

const none: readonly PlacedViolation[] = [];

/** Everything about one log: where it stands, what it holds, and what the rules found in it. */
export function LogDetail({ log, place = 'logs' }: { log: AuditLog; place?: 'logs' | 'trace' }) {
  const violations = useMemo(() => log.violations.map((violation, at) => ({ ...violation, place: at })), [log]);
  const byField = useMemo(() => Map.groupBy(violations, ({ field }) => field ?? ''), [violations]);
  const renderText = useCallback(
    (path: string, text: string) => {
      const found = byField.get(path);
      return found === undefined ? undefined : <MarkedText text={text} violations={found} />;
    },
    [byField],
  );
  return (
    <div className="grid min-w-0 gap-5">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <StatusBadge status={log.status} />
        <EnforcementBadge enforcementAction={log.enforcementAction} />
        <span className="ml-auto flex flex-wrap">
          <CopyButton text={log.id} label="Copy id" />
          <CopyButton text={permalink(log)} label="Copy link" />
          <CopyButton text={toCurl(log)} label="Copy as curl" />
        </span>
      </div>
      <Facts log={log} place={place} />
      {violations.length > 0 && <ViolationList violations={violations} />}
      {(['prompt', 'response'] as const).map((field) => (
        <PayloadSection
          key={`${field} ${log.id}`}
          name={field === 'prompt' ? 'Prompt' : 'Response'}
          text={log[field]}
          violations={byField.get(field) ?? none}
        />
      ))}
      {log.metadata != null && (
        <section className="grid min-w-0 gap-1.5">
          <div className="flex items-center justify-between">
            <h3 className="font-semibold">Metadata</h3>
            <CopyButton text={JSON.stringify(log.metadata, null, 2)} />
          </div>
          <div className="border-line bg-canvas max-h-[32rem] overflow-auto rounded-md border p-3">
            <JsonTree value={log.metadata} path="metadata" renderText={renderText} />
          </div>
        </section>
      )}
      <ChainSection key={`chain ${log.id}`} log={log} />
    </div>
  );
}

function Facts({ log, place }: { log: AuditLog; place: 'logs' | 'trace' }) {
  return (
    <dl className="grid grid-cols-[6rem_1fr] gap-x-3 gap-y-1.5">
      <Fact name="Id">
        <code className="font-mono text-xs break-all">{log.id}</code>
      </Fact>
      <Fact name="Sequence">{log.sequence.toLocaleString()}</Fact>
      <Fact name="Began">
        <Time at={log.timestamp} />
      </Fact>
      <Fact name="Stored">
        <Time at={log.createdAt} />
      </Fact>
      {log.durationMs !== null && <Fact name="Duration">{log.durationMs.toLocaleString()} ms</Fact>}
      <FilterFact name="Action" filter="action" value={log.action} />
      <FilterFact name="Agent" filter="agentId" value={log.agentId} />
      {log.traceId !== null && place === 'logs' && (
        <Fact name="Trace">
          <Link
            to="/traces/$traceId"
            params={{ traceId: log.traceId }}
            search={{ span: log.id }}
            className="text-accent break-all underline"
          >
            {log.traceId}
          </Link>
        </Fact>
      )}
      {log.parentSpanId !== null && (
        <Fact name="Parent">
          <Link
            to="/logs"
            search={{ log: log.parentSpanId }}
            className="text-accent font-mono text-xs break-all underline"
          >
            {log.parentSpanId}
          </Link>
        </Fact>
      )}
      <FilterFact name="Session" filter="sessionId" value={log.sessionId} />
      <FilterFact name="User" filter="userId" value={log.userId} />
      {log.source !== null && (
        <Fact name="Source">
          <span className="break-all">
            {log.source.instanceId} #{log.source.seq}
          </span>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

/** A value that leads to all logs that share it. */
function FilterFact({ name, filter, value }: { name: string; filter: FilterName; value: string | null }) {
  if (value === null) return null;
  return (
    <Fact name={name}>
      <Link to="/logs" search={{ [filter]: value }} className="text-accent break-all underline">
        {filter === 'agentId' ? <AgentName id={value} /> : value}
      </Link>
    </Fact>
  );
}

/** The same log for everybody, whatever is filtered here. */
function permalink({ id }: AuditLog): string {
  return `${location.origin}/logs?log=${encodeURIComponent(id)}`;
}

function toCurl({ id }: AuditLog): string {
  return `curl -H "X-API-Key: $AGENTAUDIT_API_KEY" '${location.origin}/api/v1/audit-logs/${encodeURIComponent(id)}'`;
}
