import { limits, type Page, type PageQuery } from 'agentaudit-schemas';

import { errors } from '../errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { totalOf } from './total.ts';

/** Which rows a page takes in the order of ids, which is that of creation; most lists turn it round. */
export interface IdRange {
  limit: number;
  offset: number;
  /** The last one of the page before. */
  lastId: string | undefined;
}

export interface PageSource<Item> {
  list: (range: IdRange) => Promise<Item[]>;
  count: () => Promise<number>;
}

/** One page of what has an id. */
export async function pageById<Item extends { id: string }>(
  { limit = limits.pageDefault, offset = 0, cursor }: PageQuery,
  { list, count }: PageSource<Item>,
): Promise<Page<Item>> {
  if (cursor !== undefined && offset > 0) throw errors.invalidField('offset', 'and cursor are alternatives: give one');
  const lastId = cursor === undefined ? undefined : String(decodeCursor(cursor, ['string'])[0]);
  const range = { limit: limit + 1, offset, lastId };
  const items = await list(range);
  const data = items.slice(0, limit);
  return {
    data,
    limit,
    offset,
    total: cursor === undefined ? await totalOf({ ...range, found: items.length }, count) : await count(),
    nextCursor: items.length > limit ? encodeCursor([data.at(-1)!.id]) : null,
  };
}
