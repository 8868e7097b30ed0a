const steps = [1, 2, 2.5, 5, 10];

/** The smallest round number that is not below `most`, so that the half of it is round, too. At least 2. */
export function roundTop(most: number): number {
  if (most <= 2) return 2;
  const unit = 10 ** Math.floor(Math.log10(most / 2));
  const half = steps.map((step) => step * unit).find((step) => step * 2 >= most && Number.isInteger(step));
  return (half ?? Math.ceil(most / 2)) * 2;
}

const dayMs = 24 * 3600 * 1000;

/** So many days up to today, earliest first, as `2026-01-15`, UTC. */
export function lastDays(days: number, nowMs = Date.now()): string[] {
  return Array.from({ length: days }, (_, place) =>
    new Date(nowMs - (days - 1 - place) * dayMs).toISOString().slice(0, 10),
  );
}
