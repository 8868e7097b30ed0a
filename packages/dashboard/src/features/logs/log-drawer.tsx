import type { AuditLog } from 'agentaudit-client';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useEffect } from 'react';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { isTyping } from '../commands/use-global-keys.ts';
import { LogDetail } from './log-detail.tsx';
import { useLog } from './use-logs.ts';

interface LogDrawerProps {
  id: string | undefined;
  onClose: () => void;
  onOpen: (id: string) => void;
  /** The list it was opened from, for previous and next. */
  neighbours: readonly AuditLog[];
}

/** One log beside the list. K and J go to the newer and the older one. */
export function LogDrawer({ id, onClose, onOpen, neighbours }: LogDrawerProps) {
  const query = useLog(id);
  const place = neighbours.findIndex((log) => log.id === id);
  const newer = neighbours[place - 1]?.id;
  const older = place === -1 ? undefined : neighbours[place + 1]?.id;
  useEffect(() => {
    if (id === undefined) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.key === 'k' ? newer : event.key === 'j' ? older : undefined;
      if (target !== undefined) onOpen(target);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [id, newer, older, onOpen]);
  return (
    <Dialog title={query.data?.action ?? 'Audit log'} open={id !== undefined} onClose={onClose} place="side">
      <div className="mb-4 flex items-center gap-1">
        <Button disabled={newer === undefined} onClick={() => newer !== undefined && onOpen(newer)}>
          <ChevronUp size={14} aria-hidden /> Newer <kbd className="text-muted text-xs">K</kbd>
        </Button>
        <Button disabled={older === undefined} onClick={() => older !== undefined && onOpen(older)}>
          <ChevronDown size={14} aria-hidden /> Older <kbd className="text-muted text-xs">J</kbd>
        </Button>
        {place >= 0 && (
          <span className="text-muted ml-2 text-xs tabular-nums">
            {place + 1} of {neighbours.length} loaded
          </span>
        )}
      </div>
      {query.isPending && <Skeleton />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && <LogDetail log={query.data} />}
    </Dialog>
  );
}
