import type { AuditLog, Trace } from 'agentaudit-client';

/** A trace as an indented tree: each log under the one that its `parentSpanId` names. */
export function drawTrace({ traceId, data, summary }: Trace): string {
  const ids = new Set(data.map(({ id }) => id));
  const childrenOf = Map.groupBy(data, ({ parentSpanId }) =>
    parentSpanId !== null && ids.has(parentSpanId) ? parentSpanId : undefined,
  );

  const draw = (parentId: string | undefined, indent: string): string => {
    const children = childrenOf.get(parentId) ?? [];
    return children
      .map((log, place) => {
        const isLast = place === children.length - 1;
        const own = `${indent}${isLast ? '└─' : '├─'} ${describe(log)}\n`;
        return own + draw(log.id, indent + (isLast ? '   ' : '│  '));
      })
      .join('');
  };
  return `${traceId}: ${summary.logs} logs, ${summary.errors} error\n${draw(undefined, '')}`;
}

function describe({ action, status, durationMs, metadata }: AuditLog): string {
  const name = metadata?.['tool'] ?? metadata?.['name'] ?? metadata?.['model'];
  const duration = durationMs === null ? '' : ` ${Math.round(durationMs)} ms`;
  return `${action}${typeof name === 'string' ? ` ${name}` : ''}${duration}${status === 'ok' ? '' : ` [${status}]`}`;
}
