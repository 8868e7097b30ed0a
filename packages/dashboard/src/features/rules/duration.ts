export const durationUnits = [
  { name: 'second', seconds: 1 },
  { name: 'minute', seconds: 60 },
  { name: 'hour', seconds: 3600 },
  { name: 'day', seconds: 86_400 },
] as const;

/** The largest unit that a number of seconds is a whole multiple of. */
export function unitOf(seconds: number): (typeof durationUnits)[number] {
  return durationUnits.findLast((unit) => seconds > 0 && seconds % unit.seconds === 0) ?? durationUnits[0];
}

/** `3600` is `1 hour`, `90` is `90 seconds`. */
export function toDurationText(seconds: number): string {
  const unit = unitOf(seconds);
  const count = seconds / unit.seconds;
  return `${count.toLocaleString()} ${unit.name}${count === 1 ? '' : 's'}`;
}
