import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Member } from 'agentaudit-client';
import { roles } from 'agentaudit-schemas';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';

import { useAccount } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { SettingsSection } from '../settings/settings-section.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRow } from './member-row.tsx';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';
import { isLastOwner, roleMeanings, rolesToGive } from './roles.ts';
import { useMembers } from './use-members.ts';

/** Who belongs to the organization and as what; whoever may not change that sees it all the same. */
export function MembersPage() {
  const inviting = useSearch({ from: '/signed-in/settings/settings/members' }).new === true;
  const navigate = useNavigate({ from: '/settings/members' });
  const [leaving, setLeaving] = useState<Member>();
  const account = useAccount();
  const members = useMembers();
  const setInviting = (isNew: boolean) => void navigate({ search: isNew ? { new: true } : {}, replace: !isNew });
  const own = account.data;
  const offered = rolesToGive(own?.role);

  return (
    <>
      <SettingsSection
        title="Members"
        about="Roles hold at once, whatever session or token somebody has."
        actions={
          offered.length > 0 && (
            <Button look="primary" onClick={() => setInviting(true)}>
              <UserPlus size={14} aria-hidden /> Invite
            </Button>
          )
        }
      >
        {members.isPending && <Skeleton rows={3} />}
        {members.isError && <Failure error={members.error} onRetry={() => void members.refetch()} />}
        {members.isSuccess && (
          <ul aria-label="Members" className="border-line divide-line divide-y rounded-md border">
            {members.data.map((member) => {
              const isSelf = member.id === own?.id;
              const mayChange = offered.includes(member.role);
              return (
                <MemberRow
                  key={member.id}
                  member={member}
                  isSelf={isSelf}
                  locked={
                    (mayChange || isSelf) && isLastOwner(member, members.data) ? 'The last owner must stay' : undefined
                  }
                  roles={mayChange ? offered : []}
                  onRemove={mayChange || isSelf ? () => setLeaving(member) : undefined}
                />
              );
            })}
          </ul>
        )}
      </SettingsSection>
      <SettingsSection title="What each role may do">
        <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[7rem_1fr]">
          {roles.map((role) => (
            <div key={role} className="contents">
              <dt className="font-medium capitalize">{role}</dt>
              <dd className="text-muted">{roleMeanings[role]}</dd>
            </div>
          ))}
        </dl>
      </SettingsSection>
      <InviteDialog open={inviting && offered.length > 0} roles={offered} onClose={() => setInviting(false)} />
      <RemoveMemberDialog member={leaving} isSelf={leaving?.id === own?.id} onClose={() => setLeaving(undefined)} />
    </>
  );
}
