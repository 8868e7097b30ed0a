import { BaseCallbackHandler } from '@langchain/core/callbacks/base';
import type { DocumentInterface } from '@langchain/core/documents';
import type { Serialized } from '@langchain/core/load/serializable';
import type { BaseMessage } from '@langchain/core/messages';
import type { LLMResult } from '@langchain/core/outputs';
import type { ChainValues } from '@langchain/core/utils/types';
import { describeAnswer, type ToolCallBook, toolCallsOf } from 'agentaudit-client/instrument';

import { isBubbleUp, isOwnApproval, toInterrupts, toResume } from './interrupts.ts';
import { isStreamed, toModelAnswer } from './llm-answer.ts';
import { textOf, toOutcome, toPlain } from './messages.ts';
import { type Run, type RunMetadata, RunTree, text, type Tracer } from './run-tree.ts';

export interface CallbackHandlerOptions {
  /** Where the logs go. */
  client: Tracer;
  /**
   * Some runs never say that they ended, such as a stream that its reader leaves. They are recorded as abandoned when
   * their root ends or the client closes, and by a flush when nothing has come of them for so long. Default 15 minutes.
   */
  abandonAfterMs?: number | undefined;
}

type Metadata = RunMetadata | undefined;

/**
 * Records the runs of LangChain and LangGraph: `new AgentAuditCallbackHandler({ client })` in `callbacks` of a call or of
 * a model. The outermost run and agents below it leave `agent_run` logs, models `llm_call`, tools `tool_use`, retrievers
 * `retrieval`; chains in between leave none. The id of a log is that of its run.
 *
 * A root run joins the trace of the span it is called in; else its trace is named by `traceId` or `thread_id` of the
 * run's metadata, so that a graph that was interrupted goes on in its trace. `agentId`, `sessionId` and `userId` are read
 * from there too. An interrupt leaves an `hitl_request` log, and its answer an `hitl_decision`; neither is an error.
 */
export class AgentAuditCallbackHandler extends BaseCallbackHandler {
  override name = 'agentaudit';
  readonly #tree: RunTree;
  readonly #calls: ToolCallBook;

  constructor({ client, abandonAfterMs = 15 * 60_000 }: CallbackHandlerOptions) {
    super();
    // In the background they would run in the context of some other run. They wait for nothing.
    this.awaitHandlers = true;
    this.#tree = new RunTree(client, abandonAfterMs);
    this.#calls = toolCallsOf(client);
  }

  /** The declared order of the arguments is not the one they come in. */
  override handleChainStart(
    chain: Serialized,
    inputs: ChainValues,
    runId: string,
    parentRunId?: string,
    _tags?: string[],
    metadata?: Record<string, unknown>,
    _runType?: string,
    runName?: string,
  ): void {
    const start = { runId, parentRunId, metadata };
    const parent = this.#tree.get(parentRunId);
    if (parent && !isGraph(chain)) {
      this.#tree.pass(parent, start);
      return;
    }
    const resumed = toResume(inputs);
    const run = this.#tree.open('agent_run', start, {
      prompt: resumed ? undefined : toPlain(inputs),
      metadata: { name: runName, framework: 'langchain', ...(resumed && { resumed: true }) },
    });
    if (resumed) run.span.log({ action: 'hitl_decision', response: resumed.resume });
  }

  override handleChainEnd(outputs: ChainValues, runId: string): void {
    this.#tree.end(runId, { response: toOutcome(outputs) });
  }

  override handleChainError(error: unknown, runId: string): void {
    this.#endWithError(runId, error);
  }

  override handleChatModelStart(
    _llm: Serialized,
    messages: BaseMessage[][],
    runId: string,
    parentRunId?: string,
    extraParams?: Record<string, unknown>,
    _tags?: string[],
    metadata?: Record<string, unknown>,
  ): void {
    this.#openModel({ runId, parentRunId, metadata }, toPlain(messages[0]), extraParams);
  }

  override handleLLMStart(
    _llm: Serialized,
    prompts: string[],
    runId: string,
    parentRunId?: string,
    extraParams?: Record<string, unknown>,
    _tags?: string[],
    metadata?: Record<string, unknown>,
  ): void {
    this.#openModel({ runId, parentRunId, metadata }, prompts.length === 1 ? prompts[0] : prompts, extraParams);
  }

  override handleLLMEnd(output: LLMResult, runId: string): void {
    const run = this.#tree.get(runId);
    const answer = toModelAnswer(output);
    const above = run?.parent?.span.context ?? run?.span.context;
    for (const { id } of answer.toolCalls ?? []) if (id && above) this.#calls.noteAsked(id, above);
    const { metadata, ...update } = describeAnswer(answer);
    this.#tree.end(runId, { ...update, metadata: { ...metadata, ...(isStreamed(output) && { stream: true }) } });
  }

  override handleLLMError(error: unknown, runId: string): void {
    this.#tree.fail(runId, error);
  }

  override handleToolStart(
    _tool: Serialized,
    input: string,
    runId: string,
    parentRunId?: string,
    _tags?: string[],
    metadata?: Record<string, unknown>,
    runName?: string,
    toolCallId?: string,
  ): void {
    const known = { tool: runName, ...(toolCallId && { tool_call_id: toolCallId }) };
    this.#tree.open('tool_use', { runId, parentRunId, metadata }, { prompt: input, metadata: known });
    if (toolCallId) this.#calls.noteRecorded(toolCallId);
  }

  override handleToolEnd(output: unknown, runId: string): void {
    const { status, content } = (output ?? {}) as { status?: unknown; content?: unknown };
    const response = content === undefined ? toPlain(output) : (textOf(content) ?? content);
    const error = { type: 'tool_error', message: textOf(content) ?? 'The tool failed' };
    this.#tree.end(runId, { response, ...(status === 'error' && { status, metadata: { error } }) });
  }

  override handleToolError(error: unknown, runId: string): void {
    this.#endWithError(runId, error);
  }

  override handleRetrieverStart(
    _retriever: Serialized,
    query: string,
    runId: string,
    parentRunId?: string,
    _tags?: string[],
    metadata?: Record<string, unknown>,
    name?: string,
  ): void {
    this.#tree.open('retrieval', { runId, parentRunId, metadata }, { prompt: query, metadata: { name } });
  }

  override handleRetrieverEnd(documents: DocumentInterface[], runId: string): void {
    const response = documents.map(({ pageContent, metadata, id }) => ({ id, pageContent, metadata }));
    this.#tree.end(runId, { response, metadata: { documents: documents.length } });
  }

  override handleRetrieverError(error: unknown, runId: string): void {
    this.#tree.fail(runId, error);
  }

  #openModel(
    start: { runId: string; parentRunId: string | undefined; metadata: Metadata },
    prompt: unknown,
    extraParams?: Record<string, unknown>,
  ): void {
    const { metadata = {} } = start;
    const params = (extraParams?.['invocation_params'] ?? {}) as { model?: unknown; stream?: unknown };
    this.#tree.open('llm_call', start, {
      prompt,
      metadata: {
        provider: text(metadata['ls_provider']),
        model: text(metadata['ls_model_name']) ?? text(params.model),
        ...(typeof params.stream === 'boolean' && { stream: params.stream }),
      },
    });
  }

  #endWithError(runId: string, error: unknown): void {
    const interrupts = toInterrupts(error);
    const run = this.#tree.get(runId);
    if (!interrupts && !isBubbleUp(error)) return this.#tree.fail(runId, error);
    for (const interrupt of interrupts ?? []) if (run && !isOwnApproval(interrupt)) this.#askOnce(run, interrupt);
    return this.#tree.end(runId, interrupts ? { metadata: { finish_reason: 'interrupted' } } : {});
  }

  /** The same pause is told of by each run that it ends. */
  #askOnce({ span, root }: Run, { id = '', value }: { id?: string | undefined; value?: unknown }): void {
    if (root.interrupts.has(id)) return;
    root.interrupts.add(id);
    span.log({ action: 'hitl_request', prompt: value, metadata: { interrupt_id: id } });
  }
}

/** Agents are graphs; chains inside them are not. */
function isGraph(chain: Serialized | undefined): boolean {
  return chain?.id[0] === 'langgraph';
}
