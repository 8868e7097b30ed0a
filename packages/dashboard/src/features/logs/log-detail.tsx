import { Link } from '@tanstack/react-router';
import type { AuditLog } from 'agentaudit-client';
import type { ReactNode } from 'react';

import { CopyButton } from '../../ui/copy-button.tsx';
import { EnforcementBadge, StatusBadge } from './log-badges.tsx';
import { MarkedText } from './marked-text.tsx';
import { Time } from './time.tsx';

/** Everything about one log: where it stands, what it holds, and what the rules found in it. */
export function LogDetail({ log }: { log: AuditLog; place?: 'logs' | 'trace' }) {
  return (
    <div className="grid gap-5">
      <div className="flex flex-wrap items-center gap-2">
        <StatusBadge status={log.status} />
        <EnforcementBadge enforcementAction={log.enforcementAction} />
        <CopyButton text={log.id} label="Copy id" />
        <CopyButton text={location.href} label="Copy link" />
      </div>
      <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1.5">
        <Fact name="Id">
          <code className="font-mono text-xs break-all">{log.id}</code>
        </Fact>
        <Fact name="Sequence">{log.sequence}</Fact>
        <Fact name="Time">
          <Time at={log.timestamp} />
        </Fact>
        {log.durationMs !== null && <Fact name="Duration">{log.durationMs} ms</Fact>}
        {log.agentId !== null && (
          <Fact name="Agent">
            <Link to="/logs" search={{ agentId: log.agentId }} className="text-accent underline">
              {log.agentId}
            </Link>
          </Fact>
        )}
        {log.traceId !== null && (
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
            <code className="font-mono text-xs break-all">{log.parentSpanId}</code>
          </Fact>
        )}
        {log.sessionId !== null && <Fact name="Session">{log.sessionId}</Fact>}
        {log.userId !== null && <Fact name="User">{log.userId}</Fact>}
      </dl>
      {log.violations.length > 0 && <Violations log={log} />}
      <TextSection name="Prompt" field="prompt" log={log} />
      <TextSection name="Response" field="response" log={log} />
      {log.metadata != null && (
        <Section name="Metadata" copy={JSON.stringify(log.metadata, null, 2)}>
          <pre className="overflow-auto font-mono text-xs">{JSON.stringify(log.metadata, null, 2)}</pre>
        </Section>
      )}
    </div>
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

function TextSection({ name, field, log }: { name: string; field: 'prompt' | 'response'; log: AuditLog }) {
  const text = log[field];
  if (text === null || text === undefined) return null;
  return (
    <Section name={name} copy={text}>
      <MarkedText text={text} violations={log.violations.filter((violation) => violation.field === field)} />
    </Section>
  );
}

function Section({ name, copy, children }: { name: string; copy: string; children: ReactNode }) {
  return (
    <section className="grid gap-1.5">
      <div className="flex items-center justify-between">
        <h3 className="font-semibold">{name}</h3>
        <CopyButton text={copy} />
      </div>
      <div className="border-line bg-canvas rounded-md border p-3">{children}</div>
    </section>
  );
}

function Violations({ log }: { log: AuditLog }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="font-semibold">Violations</h3>
      <ul className="grid gap-1.5">
        {log.violations.map((violation, place) => (
          <li key={place} className="border-line bg-warn-soft text-warn rounded-md border px-3 py-2">
            <span className="font-medium">{violation.ruleName}</span>
            {violation.label !== null && <> · {violation.label}</>}
            {violation.field !== null && <> in {violation.field}</>}
            {violation.excerpt !== null && (
              <code className="mt-1 block font-mono text-xs break-all">{violation.excerpt}</code>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
