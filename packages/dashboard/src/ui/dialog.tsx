import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';

export interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  /** `side` keeps the page behind it readable. Default `centre`. */
  place?: 'centre' | 'side';
  children: ReactNode;
}

const places = {
  centre:
    'top-1/2 left-1/2 w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-lg border max-h-[85vh]',
  side: 'inset-y-0 right-0 w-[min(46rem,100vw)] border-l',
};

export function Dialog({ title, open, onClose, place = 'centre', children }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 bg-black/40" />
        <Base.Popup className={`border-line bg-surface fixed flex flex-col shadow-xl ${places[place]}`}>
          <div className="border-line flex items-center justify-between gap-3 border-b px-4 py-3">
            <Base.Title className="truncate text-base font-semibold">{title}</Base.Title>
            <Base.Close aria-label="Close" className="hover:bg-raised rounded p-1">
              <X size={16} aria-hidden />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto p-4">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
