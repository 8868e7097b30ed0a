import { X } from 'lucide-react';
import type { ReactNode } from 'react';

import { Button } from '../../../ui/button.tsx';

interface SequencePartProps {
  title: string;
  onRemove?: () => void;
  children: ReactNode;
}

/** One event of a sequence, framed. */
export function SequencePart({ title, onRemove, children }: SequencePartProps) {
  return (
    <section aria-label={title} className="border-line bg-canvas grid gap-3 rounded-md border p-3">
      <div className="flex min-h-8 items-center justify-between gap-2">
        <h3 className="font-medium">{title}</h3>
        {onRemove !== undefined && (
          <Button look="quiet" aria-label={`Remove ${title}`} onClick={onRemove}>
            <X size={14} aria-hidden />
          </Button>
        )}
      </div>
      {children}
    </section>
  );
}
