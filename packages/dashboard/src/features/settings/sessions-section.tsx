import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { signOut } from '../../session/session.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The way out, here or everywhere. */
export function SessionsSection() {
  const [asking, setAsking] = useState(false);
  const leave = useMutation({ mutationFn: () => signOut({ everywhere: true }) });
  const close = () => {
    setAsking(false);
    leave.reset();
  };
  return (
    <SettingsSection
      title="Sessions"
      about="You stay signed in on this browser for 30 days after your last visit. After a loss or a doubt, end all of your sessions."
      actions={
        <Button look="danger" onClick={() => setAsking(true)}>
          Sign out everywhere
        </Button>
      }
    >
      <ConfirmDialog
        title="Sign out everywhere?"
        verb="Sign out everywhere"
        open={asking}
        pending={leave.isPending}
        error={leave.error}
        onClose={close}
        onConfirm={() => leave.mutate()}
      >
        <p className="text-muted">
          You are signed out on every browser at once, this one too. API keys keep working: agents do not notice.
        </p>
      </ConfirmDialog>
    </SettingsSection>
  );
}
