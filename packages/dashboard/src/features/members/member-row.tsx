import type { Member, Role } from 'agentaudit-client';

import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Failure } from '../../ui/state.tsx';
import { Time } from '../logs/time.tsx';
import { useChangeRole } from './use-members.ts';

interface MemberRowProps {
  member: Member;
  isSelf: boolean;
  /** Why nothing can be changed about this member, where only that keeps it from being changed. */
  locked?: string | undefined;
  /** The roles that the reader may give this member; none: it is not theirs to change. */
  roles: readonly Role[];
  /** Absent where the reader may not. */
  onRemove?: (() => void) | undefined;
}

export function MemberRow({ member, isSelf, locked, roles, onRemove }: MemberRowProps) {
  const change = useChangeRole();
  const role = change.isPending ? change.variables.role : member.role;
  const verb = isSelf ? 'Leave' : member.status === 'invited' ? 'Withdraw' : 'Remove';
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="grid min-w-48 flex-1 gap-0.5">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-all">{member.email}</span>
          {isSelf && <Badge>you</Badge>}
          {member.status === 'invited' && <Badge tone="warn">invited</Badge>}
        </span>
        <span className="text-muted text-xs">
          {member.expiresAt === null ? (
            <>
              Joined <Time at={member.createdAt} />
            </>
          ) : (
            <>
              The invitation ends <Time at={member.expiresAt} />
            </>
          )}
          {locked !== undefined && <> · {locked}</>}
        </span>
      </div>
      {roles.length === 0 ? (
        <span className="text-muted capitalize">{member.role}</span>
      ) : (
        <select
          aria-label={`Role of ${member.email}`}
          value={role}
          disabled={locked !== undefined || change.isPending}
          onChange={(event) => change.mutate({ id: member.id, role: event.target.value as Role })}
          className="border-line bg-surface h-8 rounded-md border px-2 capitalize disabled:opacity-60"
        >
          {roles.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
      <div className="flex min-w-24 justify-end">
        {onRemove !== undefined && (
          <Button
            look="danger"
            disabled={locked !== undefined}
            onClick={onRemove}
            aria-label={isSelf ? 'Leave the organization' : `${verb} ${member.email}`}
          >
            {verb}
          </Button>
        )}
      </div>
      {change.isError && (
        <div className="basis-full">
          <Failure error={change.error} />
        </div>
      )}
    </li>
  );
}
