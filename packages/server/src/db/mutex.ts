/** Lets one piece of work run at a time, in the order they came. */
export function createMutex() {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    get isFree(): boolean {
      return waiting === 0;
    },
    run<Result>(work: () => Promise<Result> | Result): Promise<Result> {
      waiting += 1;
      const result = last.then(work).finally(() => {
        waiting -= 1;
      });
      last = result.catch(() => undefined);
      return result;
    },
  };
}
