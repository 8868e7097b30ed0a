import { freshDatabase, signUp, startTestServer } from '@agentaudit/testing';
import { decodeTree, envelopeLeaf, leafHash, payloadCommitment, rootOf, rootOfLeaves, toHex } from 'agentaudit-ledger';
import { createLogId } from 'agentaudit-client';
import type { BatchEntry } from 'agentaudit-schemas';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';

import { createCaller } from './wire.ts';

const database = await freshDatabase();
const [server, second] = [await startTestServer({ database }), await startTestServer({ database })];
afterAll(async () => {
  await Promise.all([server.close(), second.close()]);
  await database.dispose();
});

const text = fc.string({ unit: 'binary', maxLength: 20 });
const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
const entry: fc.Arbitrary<BatchEntry> = fc.record(
  {
    action: name,
    prompt: text,
    response: text,
    agentId: name,
    traceId: name,
    parentSpanId: name,
    sessionId: name,
    userId: name,
    metadata: fc.dictionary(text, fc.jsonValue({ maxDepth: 3 })) as fc.Arbitrary<Record<string, unknown>>,
    timestamp: fc
      .date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
      .map((date) => date.toISOString()),
    durationMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    status: fc.constantFrom('ok' as const, 'error' as const, 'blocked' as const),
    source: fc.record({ instanceId: name, seq: fc.nat() }),
  },
  { requiredKeys: ['action'] },
);

test('every log is a leaf of its organization, and the stored head is the root of them all', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.array(entry, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 }),
    fc.infiniteStream(fc.boolean()),
    async (batches, chance) => {
      const account = await signUp(server.url);
      const callers = [createCaller(server.url, account), createCaller(second.url, account)];
      const statuses = await Promise.all(
        batches.map(async (entries) => {
          const caller = callers[chance.next().value === true ? 1 : 0]!;
          const single = entries.length === 1 && chance.next().value;
          // A retry of what is on its way must not become a second leaf.
          const sent = entries.map((input) => ({ ...input, id: createLogId() }));
          const send = () => (single ? caller.post('/audit-logs', sent[0]) : caller.post('/audit-logs/batch', sent));
          const answers = await Promise.all(chance.next().value === true ? [send(), send()] : [send()]);
          return answers.map(({ status, text: body }) => (status === 201 ? 201 : body));
        }),
      );
      expect(new Set(statuses.flat())).toEqual(new Set([201]));
      const size = batches.flat().length;
      expect(await verifyLog(account.organization.id)).toBe(size);
    },
  );
  await fc.assert(property, { numRuns: 12 });
});

test('a request that was refused leaves no leaf', async () => {
  const account = await signUp(server.url);
  const api = createCaller(server.url, account);
  const id = createLogId();
  await api.post('/audit-logs', { action: 'first', id });
  await api.post('/audit-logs', { action: 'other', id });
  await api.post('/audit-logs/batch', [{ action: 'a' }, { action: 'other', id }]);
  await api.post('/audit-logs/batch', [{ action: 'a' }, {}]);
  expect(await verifyLog(account.organization.id)).toBe(1);
});

/** Recomputes an organization's log from the stored columns, and returns its size. */
async function verifyLog(organizationId: string): Promise<number> {
  const { query } = server.database;
  const { number } = await query
    .selectFrom('organizations')
    .select('number')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const envelopes = await query
    .selectFrom('log_envelopes')
    .selectAll()
    .where('org', '=', number)
    .orderBy('seq')
    .execute();
  const payloads = await query
    .selectFrom('log_payloads')
    .selectAll()
    .where('org', '=', number)
    .orderBy('seq')
    .execute();
  const head = await query.selectFrom('log_heads').selectAll().where('org', '=', number).executeTakeFirstOrThrow();

  expect(envelopes.map(({ seq }) => seq)).toEqual(envelopes.map((_, place) => place));
  expect(payloads.map(({ seq }) => seq)).toEqual(envelopes.map(({ seq }) => seq));
  for (const [place, e] of envelopes.entries()) {
    const p = payloads[place]!;
    const commitment = payloadCommitment({
      salt: p.salt,
      payload: {
        agentId: p.agent_id,
        traceId: p.trace_id,
        parentSpanId: p.parent_span_id,
        sessionId: p.session_id,
        userId: p.user_id,
        prompt: p.prompt,
        response: p.response,
        metadata: p.metadata === null ? null : (JSON.parse(p.metadata) as unknown),
        ...(p.violations === null ? {} : { violations: JSON.parse(p.violations) as unknown }),
      },
    });
    expect(toHex(e.commitment)).toBe(commitment);
    const leaf = envelopeLeaf({
      v: 1,
      org: organizationId,
      seq: e.seq,
      id: e.id,
      action: e.action,
      timestamp: new Date(e.timestamp).toISOString(),
      createdAt: new Date(e.created_at).toISOString(),
      durationMs: e.duration_ms,
      status: e.status,
      enforcementAction: e.enforcement_action,
      source: e.source_instance === null ? null : { instanceId: e.source_instance, seq: e.source_seq! },
      payload: commitment,
    });
    expect(toHex(e.leaf_hash)).toBe(toHex(leafHash(leaf)));
  }
  const salts = new Set(payloads.map(({ salt }) => toHex(salt)));
  expect(salts.size, 'every payload has a salt of its own').toBe(payloads.length);
  const tree = decodeTree(head.tree);
  expect([tree.size, head.size]).toEqual([envelopes.length, envelopes.length]);
  expect(toHex(rootOf(tree))).toBe(toHex(rootOfLeaves(envelopes.map(({ leaf_hash }) => leaf_hash))));
  return envelopes.length;
}
