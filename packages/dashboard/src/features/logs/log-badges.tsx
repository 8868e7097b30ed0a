import type { AuditLog } from 'agentaudit-client';

import { Badge, type Tone } from '../../ui/badge.tsx';

const statusTones: Record<AuditLog['status'], Tone> = { ok: 'ok', error: 'bad', blocked: 'warn' };
const enforcementTones: Record<AuditLog['enforcementAction'], Tone> = {
  allow: 'plain',
  log: 'plain',
  flag: 'warn',
  redact: 'warn',
  block: 'bad',
};

export function StatusBadge({ status }: Pick<AuditLog, 'status'>) {
  return <Badge tone={statusTones[status]}>{status}</Badge>;
}

/** Silent about what was simply allowed: a column of the same word tells nothing. */
export function EnforcementBadge({ enforcementAction }: Pick<AuditLog, 'enforcementAction'>) {
  return enforcementAction === 'allow' ? null : (
    <Badge tone={enforcementTones[enforcementAction]}>{enforcementAction}</Badge>
  );
}
