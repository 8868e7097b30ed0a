import { limits, type Page, type PageQuery } from 'agentaudit-schemas';

import { errors } from '../errors.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

/** Which rows a page takes, newest first: ids sort by creation. */
export interface IdRange {
  limit: number;
  offset: number;
  beforeId: string | undefined;
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
  const beforeId = cursor === undefined ? undefined : String(decodeCursor(cursor, ['string'])[0]);
  const items = await list({ limit: limit + 1, offset, beforeId });
  const data = items.slice(0, limit);
  return {
    data,
    limit,
    offset,
    total: await count(),
    nextCursor: items.length > limit ? encodeCursor([data.at(-1)!.id]) : null,
  };
}
