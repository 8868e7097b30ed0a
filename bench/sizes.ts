/** How much each measurement does. */
export interface Sizes {
  /** Times that CPU is measured; the median counts. */
  repetitions: number;
  batchEvents: number;
  singleEvents: number;
  /** Logs of the large database. */
  largeEvents: number;
  /** Logs after which its lookups are timed first. */
  smallEvents: number;
  lookups: number;
  kills: number;
  fsyncs: number;
}

export const fullSizes: Sizes = {
  repetitions: 3,
  batchEvents: 60_000,
  singleEvents: 20_000,
  largeEvents: 1_000_000,
  smallEvents: 10_000,
  lookups: 200,
  kills: 20,
  fsyncs: 100,
};

export const quickSizes: Sizes = {
  repetitions: 1,
  batchEvents: 10_000,
  singleEvents: 4000,
  largeEvents: 50_000,
  smallEvents: 5000,
  lookups: 50,
  kills: 3,
  fsyncs: 100,
};
