/** A set of instructions and what else decides how it goes on. */
export interface State {
  readonly instructions: readonly number[];
  readonly mode: number;
}

/** Where a character leads, and whether the place before it tells something. */
export interface Move extends State {
  tells: boolean;
}

/** A deterministic automaton that is worked out as far as texts need it. */
export interface LazyStates {
  /** The number of a state, at least 1; that of no instructions is `dead` if the mode is 0. */
  numberOf(state: State): number;
  /**
   * What follows on a character: the next state shifted by one, and in the lowest bit whether it tells. 0 where more
   * states were met than are kept.
   */
  after(state: number, rune: number): number;
  /** The same for ASCII characters as far as it is known, from `state * row + 1` on; else 0. Valid until the next question. */
  readonly table: Int32Array;
}

export const dead = 1;
/** Half a kilobyte each. */
const mostStates = 2000;
const mostRare = 20_000;
/** The edge of the text, and behind it the ASCII characters. */
export const row = 129;

export function createLazyStates(move: (state: State, rune: number) => Move): LazyStates {
  const states: State[] = [{ instructions: [], mode: 0 }];
  const numbers = new Map<string, number>();
  const rare = new Map<number, number>();
  let table = new Int32Array(row * 16);

  function numberOf(state: State): number {
    const { instructions, mode } = state;
    if (instructions.length === 0 && mode === 0) return dead;
    const key = `${mode} ${instructions.join()}`;
    let number = numbers.get(key);
    if (number === undefined) {
      number = states.push(state);
      numbers.set(key, number);
      if ((number + 1) * row > table.length) {
        const larger = new Int32Array(table.length * 2);
        larger.set(table);
        table = larger;
      }
    }
    return number;
  }

  function work(state: number, rune: number): number {
    if (states.length >= mostStates) return 0;
    const next = move(states[state - 1]!, rune);
    return (numberOf(next) << 1) | (next.tells ? 1 : 0);
  }

  return {
    numberOf,
    get table() {
      return table;
    },
    after(state, rune) {
      if (rune < 128) {
        const known = table[state * row + rune + 1]!;
        if (known !== 0) return known;
        const worked = work(state, rune);
        // Only now, as it may be another table.
        table[state * row + rune + 1] = worked;
        return worked;
      }
      const key = state * 0x20_00_00 + rune;
      let known = rare.get(key);
      if (known === undefined) {
        known = work(state, rune);
        if (rare.size >= mostRare) rare.clear();
        rare.set(key, known);
      }
      return known;
    },
  };
}
