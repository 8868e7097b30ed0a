import type { CompiledQuery } from 'kysely';

export type Row = Record<string, unknown>;

/**
 * Statements of one transaction, written once for both engines: each is yielded and its rows come
 * back. SQLite runs a script without a break, so that nothing of the event loop stands between its
 * statements; PostgreSQL waits for each answer.
 */
export type Script<Result = void> = Generator<CompiledQuery, Result, Row[]>;

/** Runs one query of a script and gives its rows their type: `const rows = yield* ask(query.selectFrom(…))`. */
export function* ask<Result>(query: { compile(): CompiledQuery<Result> }): Script<Result[]> {
  return (yield query.compile()) as Result[];
}

export function runSync<Result>(script: Script<Result>, execute: (query: CompiledQuery) => Row[]): Result {
  let step = script.next();
  while (step.done !== true) step = script.next(execute(step.value));
  return step.value;
}

export async function runAsync<Result>(
  script: Script<Result>,
  execute: (query: CompiledQuery) => Promise<Row[]>,
): Promise<Result> {
  let step = script.next();
  while (step.done !== true) step = script.next(await execute(step.value));
  return step.value;
}
