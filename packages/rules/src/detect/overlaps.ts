import { type Candidate, leastConfidence } from './candidate.ts';

/** Of findings in one place the surest stays, then the longest. A URL gives way to what it holds. */
export function resolveOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const sure = candidates.filter(({ confidence }) => confidence >= leastConfidence);
  const resolved: Candidate[] = [];
  // Only those that hang together are held against each other: most stand alone.
  const byStart = sure.map((_, index) => index).sort((a, b) => sure[a]!.start - sure[b]!.start);
  for (let first = 0; first < byStart.length;) {
    let next = first + 1;
    let { end } = sure[byStart[first]!]!;
    for (; next < byStart.length && sure[byStart[next]!]!.start < end; next++)
      end = Math.max(end, sure[byStart[next]!]!.end);
    if (next === first + 1) resolved.push(sure[byStart[first]!]!);
    else {
      // Of equals the one found first stays.
      const cluster = byStart.slice(first, next).sort((a, b) => a - b);
      for (const candidate of resolveCluster(cluster.map((index) => sure[index]!))) resolved.push(candidate);
    }
    first = next;
  }
  return resolved;
}

function resolveCluster(cluster: readonly Candidate[]): Candidate[] {
  const ranked = [...cluster].sort((a, b) => rank(b) - rank(a) || b.end - b.start - (a.end - a.start));
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
