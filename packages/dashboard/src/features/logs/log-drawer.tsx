import type { AuditLog } from 'agentaudit-client';
import { ChevronDown, ChevronUp } from 'lucide-react';

import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure, Skeleton } from '../../ui/state.tsx';
import { LogDetail } from './log-detail.tsx';
import { useLog } from './use-logs.ts';

interface LogDrawerProps {
  id: string | undefined;
  onClose: () => void;
  onOpen: (id: string) => void;
  /** The list it was opened from, for previous and next. */
  neighbours: AuditLog[];
}

export function LogDrawer({ id, onClose, onOpen, neighbours }: LogDrawerProps) {
  const query = useLog(id);
  const place = neighbours.findIndex((log) => log.id === id);
  const previous = neighbours[place - 1];
  const next = place === -1 ? undefined : neighbours[place + 1];
  return (
    <Dialog title={query.data?.action ?? 'Audit log'} open={id !== undefined} onClose={onClose} place="side">
      <div className="mb-4 flex gap-1">
        <Button disabled={previous === undefined} onClick={() => previous && onOpen(previous.id)}>
          <ChevronUp size={14} aria-hidden /> Newer
        </Button>
        <Button disabled={next === undefined} onClick={() => next && onOpen(next.id)}>
          <ChevronDown size={14} aria-hidden /> Older
        </Button>
      </div>
      {query.isPending && <Skeleton />}
      {query.isError && <Failure error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && <LogDetail log={query.data} />}
    </Dialog>
  );
}
