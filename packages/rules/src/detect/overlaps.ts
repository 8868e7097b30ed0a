import { type Candidate, leastConfidence } from './candidate.ts';

/** Of findings in one place the surest stays, then the longest. A URL gives way to what it holds. */
export function resolveOverlaps(candidates: readonly Candidate[]): Candidate[] {
  if (candidates.length < 2) return candidates.filter(({ confidence }) => confidence >= leastConfidence);
  const ranked = candidates
    .filter(({ confidence }) => confidence >= leastConfidence)
    .sort((a, b) => rank(b) - rank(a) || b.end - b.start - (a.end - a.start));
  const order: Candidate[] = [];
  for (const candidate of ranked) {
    const place = firstEndingAfter(order, candidate.start);
    const neighbour = order[place];
    if (neighbour && neighbour.start < candidate.end) continue;
    order.splice(place, 0, candidate);
  }
  return order;
}

/** Inside a URL numbers are mostly its own; addresses and secrets are not. */
function rank({ label, confidence }: Candidate): number {
  if (label === 'SECRET') return confidence + 0.03;
  if (label === 'EMAIL') return confidence + 0.02;
  return label === 'URL' ? 0.965 : confidence;
}

/** In `order`, disjoint and ascending, the index of the first that ends behind `start`. */
function firstEndingAfter(order: readonly Candidate[], start: number): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((order[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}
