import { CircleCheck } from 'lucide-react';

/** Says beside a button that it worked. */
export function SavedNote({ isSaved }: { isSaved: boolean }) {
  return (
    <p role="status" className="text-ok flex items-center gap-1.5">
      {isSaved && (
        <>
          <CircleCheck size={16} aria-hidden /> Saved
        </>
      )}
    </p>
  );
}
