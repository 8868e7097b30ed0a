import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';

import type { TraceSearch } from './trace-search.ts';

/** The address follows when the selection rests: a scrubber that is dragged passes by hundreds of spans. */
const restMs = 200;

/** The selected span: at once on the screen, and in the address as soon as it rests. */
export function useSelection(settled: string | undefined) {
  const navigate = useNavigate({ from: '/traces/$traceId' });
  const [selected, setSelected] = useState(settled);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    // A link or the browser's own buttons changed the address.
    setSelected(settled);
    return () => clearTimeout(timer.current);
  }, [settled]);
  const select = useCallback(
    (id: string | undefined) => {
      setSelected(id);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        void navigate({
          search: (before) => ({ ...before, span: id }) as TraceSearch,
          replace: true,
        });
      }, restMs);
    },
    [navigate],
  );
  return [selected, select] as const;
}
