import { CircleAlert, Hand, type LucideIcon, OctagonX, ShieldCheck, TriangleAlert } from 'lucide-react';

import { type Marker, markerNames } from './span-marker.ts';

const icons: Record<Marker, { icon: LucideIcon; tone: string }> = {
  error: { icon: CircleAlert, tone: 'text-bad' },
  blocked: { icon: OctagonX, tone: 'text-bad' },
  violation: { icon: TriangleAlert, tone: 'text-warn' },
  approval: { icon: Hand, tone: 'text-accent' },
  guardrail: { icon: ShieldCheck, tone: 'text-ok' },
};

/** Each kind has a shape of its own, so that nothing hangs on colour. */
export function MarkerIcon({ marker, size = 13 }: { marker: Marker; size?: number }) {
  const { icon: Icon, tone } = icons[marker];
  return (
    <span title={markerNames[marker]} className={`inline-flex shrink-0 ${tone}`}>
      <Icon size={size} aria-hidden />
      <span className="sr-only">{markerNames[marker]}</span>
    </span>
  );
}
