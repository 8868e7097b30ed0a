import { afterAll, beforeAll, beforeEach } from 'vitest';

import { type AuditServer, startAuditServer } from './audit-server.ts';
import { type FakeModelServer, startFakeModelServer } from './fake-model-server.ts';
import type { ModelToolCall } from './model-reply.ts';

/** A model, a real server whose rules forbid plutonium, and a shop. */
export interface GateStage {
  model: FakeModelServer;
  audit: AuditServer;
  /** What the shop was given, in this test. */
  readonly ran: { item: string }[];
  /** What the tool `order` does. */
  order(this: void, input: { item: string }): string;
}

/** For the tests of a file, which all share its servers; they are there from the first `beforeAll` on. */
export function setUpGates(): GateStage {
  const ran: GateStage['ran'] = [];
  const order: GateStage['order'] = (input) => {
    ran.push(input);
    return `Ordered ${input.item}`;
  };
  const stage = { ran, order } as unknown as GateStage;
  beforeAll(async () => {
    [stage.model, stage.audit] = await Promise.all([startFakeModelServer(), startAuditServer()]);
    await stage.audit.forbid('plutonium');
  });
  afterAll(() => Promise.all([stage.model?.close(), stage.audit?.close()]));
  beforeEach(() => {
    stage.model.reset();
    ran.length = 0;
  });
  return stage;
}

/** How a model asks for an item; each call has an id of its own, since approvals are remembered by it. */
export function callOrder(item: string, id = `call_${crypto.randomUUID()}`): ModelToolCall {
  return { id, name: 'order', arguments: { item } };
}
