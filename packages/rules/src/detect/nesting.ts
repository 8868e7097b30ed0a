/** Findings of one kind that begin inside each other: each is read to its end, and they may begin every few characters. */
export interface Nesting {
  /** Where the last one ends that does not begin in another, and how many begin in it. */
  end: number;
  inside: number;
}

/** So many that begin in another are looked at. */
const mostInside = 8;

export const createNesting = (): Nesting => ({ end: 0, inside: 0 });

/** Whether one that begins here is to be looked at. */
export function mayBegin(nesting: Nesting, start: number): boolean {
  if (start >= nesting.end) return true;
  nesting.inside += 1;
  return nesting.inside <= mostInside;
}

export function begin(nesting: Nesting, start: number, end: number): void {
  if (start < nesting.end) return;
  nesting.end = end;
  nesting.inside = 0;
}
