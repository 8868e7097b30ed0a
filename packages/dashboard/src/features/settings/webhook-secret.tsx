import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { client } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Time } from '../logs/time.tsx';
import { SettingsSection } from './settings-section.tsx';

/** What a receiver knows our webhooks by. */
export function WebhookSecretSection() {
  const [asking, setAsking] = useState(false);
  const rotate = useMutation({ mutationFn: () => client.rotateWebhookSecret(), onSuccess: () => setAsking(false) });
  const close = () => {
    setAsking(false);
    rotate.reset();
  };
  return (
    <SettingsSection
      title="Signing secret"
      about="Webhooks are signed after Standard Webhooks. Check the signature with any of its libraries, so that nobody else can call your address in our name."
      actions={<Button onClick={() => setAsking(true)}>New secret…</Button>}
    >
      <pre
        tabIndex={0}
        aria-label="How a receiver checks it"
        className="border-line bg-canvas overflow-auto rounded-md border p-3 font-mono text-xs"
      >
        {`import { Webhook } from 'standardwebhooks';

const event = new Webhook(process.env.AGENTAUDIT_WEBHOOK_SECRET).verify(body, headers);`}
      </pre>
      <ConfirmDialog
        title="Make a new secret?"
        verb="Make a new secret"
        look="primary"
        open={asking}
        pending={rotate.isPending}
        error={rotate.error}
        onClose={close}
        onConfirm={() => rotate.mutate()}
      >
        <p className="text-muted">
          It is shown once. Should you have one already, that signs along for another 24 hours: the time to change over.
        </p>
      </ConfirmDialog>
      <Dialog title="Your new secret" open={rotate.isSuccess} onClose={close}>
        {rotate.isSuccess && (
          <div className="grid gap-4">
            <p>
              Save it now: it is not shown again.
              {rotate.data.previousValidUntil !== null && (
                <>
                  {' '}
                  The one before signs along until <Time at={rotate.data.previousValidUntil} />.
                </>
              )}
            </p>
            <div className="border-line bg-canvas flex items-center justify-between gap-2 rounded-md border p-2 pl-3">
              <code className="font-mono text-xs break-all">{rotate.data.secret}</code>
              <CopyButton text={rotate.data.secret} />
            </div>
            <Button look="primary" onClick={close}>
              I saved it
            </Button>
          </div>
        )}
      </Dialog>
    </SettingsSection>
  );
}
