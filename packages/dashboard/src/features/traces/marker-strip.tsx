import { memo, useMemo } from 'react';

import { type Marker, markers, markersOf } from './span-marker.ts';
import type { SpanNode } from './trace-tree.ts';

const binCount = 120;

const tones: Record<Marker, string> = {
  error: 'bg-bad',
  blocked: 'bg-bad',
  violation: 'bg-warn',
  approval: 'bg-accent',
  guardrail: 'bg-ok',
};

interface MarkerStripProps {
  byTime: readonly SpanNode[];
  onGo: (place: number) => void;
}

/** Above the scrubber: where in the run something stands out. For the mouse; keys have "next mark". */
export const MarkerStrip = memo(function MarkerStrip({ byTime, onGo }: MarkerStripProps) {
  const bins = useMemo(() => toBins(byTime), [byTime]);
  return (
    <div aria-hidden className="relative mx-2 h-3">
      {bins.map(({ marker, place }) => (
        <span
          key={place}
          title={marker}
          onClick={() => onGo(place)}
          className={`absolute top-0.5 h-2 w-1 cursor-pointer rounded-full ${tones[marker]}`}
          style={{ left: `calc(${(place / Math.max(1, byTime.length - 1)) * 100}% - 2px)` }}
        />
      ))}
    </div>
  );
});

/** Of each part of the run the most pressing mark. */
function toBins(byTime: readonly SpanNode[]): { marker: Marker; place: number }[] {
  const bins = new Map<number, { marker: Marker; place: number }>();
  for (const [place, { log }] of byTime.entries()) {
    const [marker] = markersOf(log);
    if (marker === undefined) continue;
    const bin = Math.floor((place / byTime.length) * binCount);
    const known = bins.get(bin);
    if (known === undefined || markers.indexOf(marker) < markers.indexOf(known.marker))
      bins.set(bin, { marker, place });
  }
  return [...bins.values()];
}
