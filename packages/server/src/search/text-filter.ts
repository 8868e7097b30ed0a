import { type RawBuilder, sql } from 'kysely';

import type { Engine } from '../db/database.ts';
import { foldText, parseTerms, type Term } from './terms.ts';
import { longestWord } from './word-vector.ts';

/** Room that one organization's rowids take in SQLite's index: 2^40 logs. */
const organizationBits = 40;

/** A subquery `(seq)` of the logs of an organization that hold every term; `undefined` when nothing was asked for. */
export function matchingSeqs(engine: Engine, org: number, q: string): RawBuilder<unknown> | undefined {
  const terms = parseTerms(q);
  if (terms.length === 0) return undefined;
  return engine === 'sqlite' ? matchSqlite(org, terms) : matchPostgres(org, terms);
}

/** The rowid range keeps the search inside the organization, and in the order of its log. */
function matchSqlite(org: number, terms: Term[]): RawBuilder<unknown> {
  const match = terms.map(({ words, isPrefix }) => `"${words.join(' ')}"${isPrefix ? ' *' : ''}`).join(' ');
  const first = sql`(CAST(${org} AS INTEGER) << ${sql.lit(organizationBits)})`;
  return sql`(SELECT rowid - ${first} AS seq FROM log_text
    WHERE log_text MATCH ${match} AND rowid >= ${first} AND rowid < ${first} + ${sql.lit(2 ** organizationBits)})`;
}

/** A long log has several parts, and each may hold another term. */
function matchPostgres(org: number, terms: Term[]): RawBuilder<unknown> {
  const parts = terms.map(
    (term) => sql`SELECT seq FROM log_text WHERE org = ${org} AND document @@ ${toTsquery(term)}`,
  );
  return sql`(${sql.join(parts, sql` INTERSECT `)})`;
}

function toTsquery({ words, isPrefix }: Term): RawBuilder<unknown> {
  const folded = foldText(words.join(' ')).split(' ');
  const lexemes = folded.map(
    (word, place) => `'${word.slice(0, longestWord)}'${isPrefix && place === folded.length - 1 ? ':*' : ''}`,
  );
  return sql`${lexemes.join(' <-> ')}::tsquery`;
}
