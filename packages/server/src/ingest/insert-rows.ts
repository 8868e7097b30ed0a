import type { Engine } from '../db/database.ts';
import type { Script } from './script.ts';
import { statement } from './statement.ts';

/** How rows go into a table: the columns with their PostgreSQL types, and what follows the values. */
export interface RowTarget<Row> {
  table: string;
  columns: { [Column in keyof Row & string]: 'bigint' | 'text' | 'double precision' };
  /** Such as `ON CONFLICT (…) DO UPDATE SET …`. */
  onConflict?: string;
}

/**
 * Inserts rows in a script: on SQLite by one prepared statement a row, on PostgreSQL by one statement in all.
 * No two rows may have the same key.
 */
export function* insertRows<Row extends object>(
  engine: Engine,
  { table, columns, onConflict = '' }: RowTarget<Row>,
  rows: Row[],
): Script {
  if (rows.length === 0) return;
  const names = Object.keys(columns) as (keyof Row & string)[];
  const start = `INSERT INTO ${table} (${names.join(', ')})`;
  const values = (columnOf: (name: keyof Row & string) => unknown) => names.map((name) => columnOf(name));
  if (engine === 'sqlite') {
    const text = `${start} VALUES (${names.map(() => '?').join(', ')}) ${onConflict}`;
    for (const row of rows)
      yield statement(
        engine,
        text,
        values((name) => row[name]),
      );
  } else {
    const arrays = names.map((name) => `?::${columns[name]}[]`).join(', ');
    const text = `${start} SELECT * FROM unnest(${arrays}) ${onConflict}`;
    yield statement(
      engine,
      text,
      values((name) => rows.map((row) => row[name])),
    );
  }
}
