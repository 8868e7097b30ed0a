import { decodeTree, type EnvelopeV1, envelopeLeaf, leafHash, rootOf, rootOfLeaves, toHex } from 'agentaudit-ledger';

import { openDatabase } from '../../src/db/open.ts';
import type { LogEnvelopesTable } from '../../src/db/tables.ts';

export interface StoredLog {
  /** In the order of the log. */
  ids: string[];
  sequences: number[];
  payloads: number;
  /** Root and size of the head as it is kept. */
  head: { size: number; root: string };
  /** The root over the leaves, each made anew from its row. */
  recomputedRoot: string;
}

/** Reads what an organization has on the disk, past the API: the head, and what the rows say that it should be. */
export async function readStoredLog(databaseUrl: string, organizationId: string): Promise<StoredLog> {
  const database = await openDatabase(databaseUrl);
  try {
    const { query } = database;
    const { number } = await query
      .selectFrom('organizations')
      .select('number')
      .where('id', '=', organizationId)
      .executeTakeFirstOrThrow();
    const head = await query.selectFrom('log_heads').selectAll().where('org', '=', number).executeTakeFirstOrThrow();
    const rows = await query
      .selectFrom('log_envelopes')
      .selectAll()
      .where('org', '=', number)
      .orderBy('seq', 'asc')
      .execute();
    const payloads = await query.selectFrom('log_payloads').select('seq').where('org', '=', number).execute();
    const tree = decodeTree(head.tree);
    if (tree.size !== head.size) throw new Error(`The head counts ${head.size}, its tree ${tree.size}`);
    return {
      ids: rows.map(({ id }) => id),
      sequences: rows.map(({ seq }) => seq),
      payloads: payloads.length,
      head: { size: tree.size, root: toHex(rootOf(tree)) },
      recomputedRoot: toHex(rootOfLeaves(rows.map((row) => leafHash(envelopeLeaf(toEnvelope(row, organizationId)))))),
    };
  } finally {
    await database.close();
  }
}

function toEnvelope(row: LogEnvelopesTable, org: string): EnvelopeV1 {
  return {
    v: 1,
    org,
    seq: row.seq,
    id: row.id,
    action: row.action,
    timestamp: new Date(row.timestamp).toISOString(),
    createdAt: new Date(row.created_at).toISOString(),
    durationMs: row.duration_ms,
    status: row.status,
    enforcementAction: row.enforcement_action,
    source: row.source_instance === null ? null : { instanceId: row.source_instance, seq: Number(row.source_seq) },
    payload: toHex(row.commitment),
  };
}
