import type { NotificationPreferences } from 'agentaudit-client';
import { type FormEvent, useState } from 'react';

import { useAccount } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Field } from '../../ui/field.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { SavedNote } from './saved-note.tsx';
import { SettingsSection } from './settings-section.tsx';
import { TestNotification } from './test-notification.tsx';
import { useUpdateAccount } from './use-update-account.ts';
import { WebhookSecretSection } from './webhook-secret.tsx';

const severities: Record<NotificationPreferences['minSeverity'], string> = {
  info: 'Info and above: every alert',
  warning: 'Warning and above',
  critical: 'Critical alone',
};

/** Who of us is told of what, and by which channel. Each person has their own. */
export function NotificationsPage() {
  const account = useAccount();
  if (account.isPending) return <Skeleton rows={5} />;
  if (account.isError) return <Failure error={account.error} onRetry={() => void account.refetch()} />;
  const { email, notifications } = account.data;
  return (
    <>
      <Preferences email={email} saved={notifications} />
      <SettingsSection title="Try it" about="Sends you a message by what is saved above, and shows how it went.">
        <div className="grid gap-4 sm:grid-cols-2">
          <TestNotification channel="email" destination={email} />
          <TestNotification
            channel="webhook"
            destination={notifications.webhookUrl}
            {...(notifications.webhook ? {} : { missing: 'Switch the webhook on and save first.' })}
          />
        </div>
      </SettingsSection>
      <WebhookSecretSection />
    </>
  );
}

function Preferences({ email, saved }: { email: string; saved: NotificationPreferences }) {
  const [wanted, setWanted] = useState(saved);
  const update = useUpdateAccount();
  const change = (changed: Partial<NotificationPreferences>) => {
    update.reset();
    setWanted({ ...wanted, ...changed });
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    update.mutate({ notifications: wanted }, { onSuccess: ({ notifications }) => setWanted(notifications) });
  };
  return (
    <SettingsSection
      title="Notifications"
      about="You are told of alerts, and of requests for approval when your role may decide them. These are your own: other members set theirs."
    >
      <form onSubmit={submit} className="grid gap-5">
        {update.isError && <Failure error={update.error} />}
        <SelectField
          label="Alerts from"
          value={wanted.minSeverity}
          onChange={(event) => change({ minSeverity: event.target.value as NotificationPreferences['minSeverity'] })}
        >
          {Object.entries(severities).map(([severity, label]) => (
            <option key={severity} value={severity}>
              {label}
            </option>
          ))}
        </SelectField>
        <fieldset className="grid gap-3">
          <legend className="mb-2 font-medium">Channels</legend>
          <CheckField
            label="Email"
            hint={`To ${email}. Several alerts in a short time come as one message.`}
            checked={wanted.email}
            onChange={(event) => change({ email: event.target.checked })}
          />
          <CheckField
            label="Webhook"
            hint="A signed POST to an address of yours, at once, for each event."
            checked={wanted.webhook}
            onChange={(event) => change({ webhook: event.target.checked })}
          />
          <div className="sm:pl-6">
            <Field
              label="Webhook address"
              type="url"
              pattern="https?://.+"
              placeholder="https://example.com/hooks/agentaudit"
              maxLength={2000}
              required={wanted.webhook}
              value={wanted.webhookUrl ?? ''}
              onChange={(event) => change({ webhookUrl: event.target.value === '' ? null : event.target.value })}
            />
          </div>
        </fieldset>
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" disabled={update.isPending}>
            Save
          </Button>
          <SavedNote isSaved={update.isSuccess} />
        </div>
      </form>
    </SettingsSection>
  );
}
