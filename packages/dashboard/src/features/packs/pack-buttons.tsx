import type { Pack } from 'agentaudit-client';
import { useState } from 'react';

import { useMay } from '../../session/use-account.ts';
import { Button } from '../../ui/button.tsx';
import { InstallPackDialog } from './install-pack-dialog.tsx';
import { RemovePackDialog } from './remove-pack-dialog.tsx';

/** Installs or removes a pack, for whoever may; either asks first. */
export function PackButtons({ pack }: { pack: Pack }) {
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  if (useMay('manage') !== true) return null;
  return (
    <>
      <Button
        look={pack.installed ? 'danger' : 'primary'}
        aria-label={`${pack.installed ? 'Remove' : 'Install'} ${pack.name}`}
        onClick={() => setAsking(true)}
      >
        {pack.installed ? 'Remove' : 'Install'}
      </Button>
      <InstallPackDialog pack={pack} open={asking && !pack.installed} onClose={close} />
      {asking && <RemovePackDialog pack={pack} open={pack.installed} onClose={close} />}
    </>
  );
}
