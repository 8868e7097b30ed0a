/** Counts by name, in bounded memory: names beyond the bound are counted together. */
export class Tally {
  readonly #counts = new Map<string, number>();
  readonly #bound: number;
  #others = 0;

  constructor(bound = 2000) {
    this.#bound = bound;
  }

  add(name: string, by = 1): void {
    const known = this.#counts.get(name);
    if (known === undefined && this.#counts.size >= this.#bound) this.#others += by;
    else this.#counts.set(name, (known ?? 0) + by);
  }

  get(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** The largest first, what was counted together last. */
  rows(): [name: string, count: number][] {
    const rows = [...this.#counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return this.#others === 0 ? rows : [...rows, ['(others)', this.#others]];
  }
}
