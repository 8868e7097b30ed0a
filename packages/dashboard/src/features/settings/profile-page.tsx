import type { Account } from 'agentaudit-client';
import type { FormEvent } from 'react';

import { useAccount, useMay } from '../../session/use-account.ts';
import { ThemePicker } from '../../theme/theme-picker.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Field } from '../../ui/field.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { textOf } from '../../ui/text-of.ts';
import { Time } from '../logs/time.tsx';
import { roleMeanings } from '../members/roles.ts';
import { SavedNote } from './saved-note.tsx';
import { SessionsSection } from './sessions-section.tsx';
import { SettingsSection } from './settings-section.tsx';
import { useUpdateAccount } from './use-update-account.ts';

/** The organization, the person, and how things look to them. */
export function ProfilePage() {
  const account = useAccount();
  if (account.isPending) return <Skeleton rows={5} />;
  if (account.isError) return <Failure error={account.error} onRetry={() => void account.refetch()} />;
  return (
    <>
      <OrganizationSection account={account.data} />
      <SettingsSection title="You">
        <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[8rem_1fr] sm:items-center">
          <dt className="text-muted">Email</dt>
          <dd className="break-all">{account.data.email}</dd>
          <dt className="text-muted">Role</dt>
          <dd>
            <span className="capitalize">{account.data.role}</span>
            <span className="text-muted"> · {roleMeanings[account.data.role]}</span>
          </dd>
          <dt className="text-muted">Member since</dt>
          <dd>
            <Time at={account.data.createdAt} />
          </dd>
          <dt className="text-muted">User id</dt>
          <dd className="flex flex-wrap items-center gap-1">
            <code className="font-mono text-xs break-all">{account.data.id}</code>
            <CopyButton text={account.data.id} />
          </dd>
        </dl>
      </SettingsSection>
      <SessionsSection />
      <SettingsSection title="Appearance" about="Kept in this browser." actions={<ThemePicker />}>
        {null}
      </SettingsSection>
    </>
  );
}

function OrganizationSection({ account }: { account: Account }) {
  const mayAdminister = useMay('administer') === true;
  const update = useUpdateAccount();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    update.mutate({ name: textOf(new FormData(event.currentTarget), 'name') });
  };
  return (
    <SettingsSection title="Organization">
      <form onSubmit={submit} className="grid gap-4">
        {update.isError && <Failure error={update.error} />}
        <Field
          label="Name"
          name="name"
          defaultValue={account.name}
          maxLength={200}
          required
          disabled={!mayAdminister}
          onChange={() => update.reset()}
          {...(mayAdminister ? {} : { hint: 'Owners and admins can change it.' })}
        />
        {mayAdminister && (
          <div className="flex items-center gap-3">
            <Button type="submit" look="primary" disabled={update.isPending}>
              Save
            </Button>
            <SavedNote isSaved={update.isSuccess} />
          </div>
        )}
      </form>
    </SettingsSection>
  );
}
