import type { Pack } from 'agentaudit-client';

import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ruleTypeNames, ruleTypes } from '../rules/rule-words.ts';
import { usePackChange } from './use-packs.ts';

interface PackDialogProps {
  pack: Pack;
  open: boolean;
  onClose: () => void;
}

/** Says what will be there that is not there now. */
export function InstallPackDialog({ pack, open, onClose }: PackDialogProps) {
  const install = usePackChange('install', { onDone: onClose });
  const counts = ruleTypeNames
    .map((type) => ({ type, count: pack.rules.filter(({ ruleType }) => ruleType === type).length }))
    .filter(({ count }) => count > 0);
  const close = () => {
    install.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Install ${pack.name}?`}
      verb={`Install ${pack.rules.length} rules`}
      look="primary"
      open={open}
      pending={install.isPending}
      error={install.error}
      onConfirm={() => install.mutate(pack.id)}
      onClose={close}
    >
      <p>
        It adds {pack.rules.length} rules to your own. Each judges every agent from the next log on; what is stored
        already stays as it is.
      </p>
      <ul className="border-line divide-line grid divide-y rounded-md border">
        {counts.map(({ type, count }) => (
          <li key={type} className="flex justify-between gap-3 px-3 py-1.5">
            {ruleTypes[type].name}
            <span className="tabular-nums">{count}</span>
          </li>
        ))}
      </ul>
      <p className="text-muted">
        A hit is flagged and raises an alert. Nothing is redacted or blocked until a policy, or an action that you give
        a rule, says so. Each rule can be changed or switched off by itself.
      </p>
    </ConfirmDialog>
  );
}
