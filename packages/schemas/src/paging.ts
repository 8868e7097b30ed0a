import { type TSchema, Type } from 'typebox';

import { limits } from './limits.ts';

/** One page of a list, newest first unless `order` says otherwise. */
export interface Page<Item> {
  data: Item[];
  limit: number;
  offset: number;
  /** How many match in all; on audit logs only when `count=true` asked for it, else `null`. */
  total: number | null;
  /** Give it as `cursor` for the page that follows; `null` on the last. */
  nextCursor: string | null;
}

/** Where a page starts: `cursor` and `offset` are alternatives. */
export interface PageQuery {
  /** 1 to 500. Default 50. */
  limit?: number;
  /** Items to pass over. Default 0. Costs more the deeper it goes; `cursor` does not. */
  offset?: number;
  /** The `nextCursor` of the page before. */
  cursor?: string;
}

export const pageQueryProperties = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: limits.pageMax, default: limits.pageDefault })),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 })),
  cursor: Type.Optional(Type.String({ maxLength: 512, description: 'The nextCursor of the page before.' })),
};

export const PageQuerySchema = Type.Object(pageQueryProperties, { additionalProperties: false });

/** The schema of a page whose items have the schema `item`. */
export function pageOf<Item extends TSchema>(item: Item, $id: string) {
  return Type.Object(
    {
      data: Type.Array(item),
      limit: Type.Integer(),
      offset: Type.Integer(),
      total: Type.Union([Type.Integer(), Type.Null()]),
      nextCursor: Type.Union([Type.String(), Type.Null()]),
    },
    { $id, additionalProperties: false },
  );
}
