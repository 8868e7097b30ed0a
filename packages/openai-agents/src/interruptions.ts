import { ApprovalDeniedError, GuardrailBlockedError } from 'agentaudit-client';
import { isSameJson, toApprovalTerms, toolCallsOf } from 'agentaudit-client/instrument';

import type { GateToolOptions } from './gate-tool.ts';

interface ApprovalItem {
  readonly name?: string | undefined;
  readonly arguments?: string | undefined;
  readonly rawItem: object;
}

/** As much of a run's result as this needs. */
export interface Interrupted<Item extends ApprovalItem, State> {
  interruptions: Item[];
  state: State;
}

/**
 * Decides what a run stopped for: each tool call with `needsApproval` passes the server's rules and a person (unless
 * `approve` says otherwise), side by side. Gives the state to go on with: `run(agent, await decideInterruptions(result, …))`.
 * The SDK cannot run a tool with other arguments than the model's, so an approval that edits them is told to the model as
 * a refusal that names them.
 */
export async function decideInterruptions<
  Item extends ApprovalItem,
  State extends { approve(item: Item): void; reject(item: Item, options?: { message?: string }): void },
>(result: Interrupted<Item, State>, options: GateToolOptions): Promise<State> {
  const { client, check, onUnavailable, approve = true } = options;
  const { state } = result;

  async function decide(item: Item): Promise<void> {
    const { callId: id } = item.rawItem as { callId?: string };
    const gated = {
      name: item.name ?? 'unknown',
      arguments: JSON.parse(item.arguments || '{}') as Record<string, unknown>,
    };
    const terms = toApprovalTerms(approve, { id, ...gated });
    const approval = terms && { ...(id !== undefined && { idempotencyKey: id }), ...terms };
    const context = (id && toolCallsOf(client).contextOf(id)) || client.current();
    try {
      await client.withContext(context, () =>
        client.gate(gated, { check, onUnavailable, approval }, (approved) => {
          if (isSameJson(approved, gated.arguments)) return state.approve(item);
          return state.reject(item, { message: `Approved only with other arguments: ${JSON.stringify(approved)}` });
        }),
      );
    } catch (error) {
      if (!GuardrailBlockedError.isInstance(error) && !ApprovalDeniedError.isInstance(error)) throw error;
      state.reject(item, { message: error.message });
    }
  }

  await Promise.all(result.interruptions.map(decide));
  return state;
}
