/** What the address of a backtest says: the one whose result is looked at. */
export interface BacktestSearch {
  run?: string;
}

export function parseBacktestSearch(search: Record<string, unknown>): BacktestSearch {
  const { run } = search;
  return typeof run === 'string' && run !== '' ? { run } : {};
}
