import type { AgentAuditClient } from '../client.ts';

export interface Instrument {
  /** The package that records. */
  adapter: string;
  /** The modules that declare what is instrumented, and by which names. None: `install` is all there is to do. */
  files?: RegExp;
  names?: string[];
  /** Given the adapter, returns what to do with what those modules declare. */
  install(this: void, adapter: never, client: AgentAuditClient): (value: never) => void;
}

type Method = (this: object, ...args: unknown[]) => unknown;
type Class = { prototype: object };
type Wrap = (target: object, options: { client: AgentAuditClient; check?: boolean }) => { fetch?: unknown };

/** The mark of a `fetch` that is recorded already, by whichever client. */
const recordedFetch = Symbol.for('agentaudit.fetch.1');

/** How requests begin to say who made them, of frameworks that record their calls of a model themselves. */
const recordedAgents = new Set<string>();

/** Clients of the two SDKs have all requests made by a `fetch` of theirs. */
const recordFetch = (wrap: Wrap, client: AgentAuditClient) => (sdk: Class) =>
  onFirstUse(sdk, 'fetchWithTimeout', (instance: { fetch?: object }, _url, init) => {
    const { headers } = init as RequestInit;
    const agent = new Headers(headers).get('user-agent') ?? '';
    if (
      !instance.fetch ||
      recordedFetch in instance.fetch ||
      [...recordedAgents].some((name) => agent.startsWith(name))
    )
      return;
    instance.fetch = wrap(instance, { client }).fetch as object;
  });

export const instruments: Instrument[] = [
  {
    adapter: 'agentaudit-openai',
    files: /\/node_modules\/openai\/client\.m?js$/,
    names: ['OpenAI'],
    install: ({ wrapOpenAI }: { wrapOpenAI: Wrap }, client) => recordFetch(wrapOpenAI, client),
  },
  {
    adapter: 'agentaudit-anthropic',
    files: /\/node_modules\/@anthropic-ai\/sdk\/client\.m?js$/,
    names: ['BaseAnthropic'],
    install: ({ wrapAnthropic }: { wrapAnthropic: Wrap }, client) => recordFetch(wrapAnthropic, client),
  },
  {
    adapter: 'agentaudit-langchain',
    files: /\/node_modules\/@langchain\/core\/dist\/callbacks\/manager\.c?js$/,
    names: ['CallbackManager'],
    install(adapter: { AgentAuditCallbackHandler: new (options: { client: AgentAuditClient }) => Handler }, client) {
      recordedAgents.add('langchainjs');
      return addHandler(new adapter.AgentAuditCallbackHandler({ client }));
    },
  },
  {
    adapter: 'agentaudit-ai-sdk',
    install({ agentAuditTelemetry }: { agentAuditTelemetry: (options: object) => object }, client) {
      // Where `registerTelemetry` of AI SDK 7 puts them.
      const shared = globalThis as { AI_SDK_TELEMETRY_INTEGRATIONS?: object[] };
      (shared.AI_SDK_TELEMETRY_INTEGRATIONS ??= []).push(agentAuditTelemetry({ client }));
      return () => {};
    },
  },
  {
    adapter: 'agentaudit-openai-agents',
    files: /\/node_modules\/@openai\/agents-core\/dist\/tracing\/provider\.m?js$/,
    names: ['TraceProvider'],
    install({ agentAuditTraceProcessor }: { agentAuditTraceProcessor: (options: object) => object }, client) {
      recordedAgents.add('Agents/JavaScript');
      const processor = agentAuditTraceProcessor({ client });
      // Not before: the SDK's own exporter takes the place of all others when it is set up.
      return (provider: Class) =>
        onFirstUse(provider, 'createTrace', (instance: { registerProcessor?: (processor: object) => void }) =>
          instance.registerProcessor?.(processor),
        );
    },
  },
  {
    adapter: 'agentaudit-mcp',
    files: /\/node_modules\/@modelcontextprotocol\/(?:client|server|sdk)\/dist\/.*\.[cm]?js$/,
    names: ['Client', 'McpServer'],
    install:
      ({ wrapMcpClient, wrapMcpServer }: { wrapMcpClient: Wrap; wrapMcpServer: Wrap }, client) =>
      (mcp: Class) => {
        onFirstUse(mcp, 'callTool', (instance) => wrapMcpClient(instance, { client, check: false }));
        onFirstUse(mcp, 'registerTool', (instance) => wrapMcpServer(instance, { client, check: false }));
      },
  },
];

/** Does something to an instance before its method runs the first time; the method then runs as it is found after that. */
function onFirstUse(owner: Class, name: string, prepare: (instance: object, ...args: unknown[]) => void): void {
  const prototype = owner.prototype as Record<string, Method | undefined>;
  const method = prototype[name];
  if (!method) return;
  const seen = new WeakSet();
  prototype[name] = function (...args) {
    if (seen.has(this)) return method.apply(this, args);
    seen.add(this);
    try {
      prepare(this, ...args);
    } catch {
      // What cannot be recorded works all the same.
    }
    return (this as Record<string, Method>)[name]?.(...args);
  };
}

interface Handler {
  name: string;
}

interface Handlers {
  handlers: Handler[];
  copy(more: Handler[], inherit: boolean): Handlers;
}

interface CallbackManagerClass {
  _configureSync(
    inheritable: Handler[] | Handlers | undefined,
    local: Handler[] | Handlers | undefined,
    ...rest: unknown[]
  ): unknown;
}

/** To every run of LangChain that has no handler of this kind yet. */
function addHandler(handler: Handler) {
  const listOf = (handlers: Handler[] | Handlers | undefined) =>
    (Array.isArray(handlers) ? handlers : handlers?.handlers) ?? [];
  return (manager: CallbackManagerClass) => {
    const configure = manager._configureSync.bind(manager);
    manager._configureSync = (inheritable, local, ...rest) => {
      const isThere = [...listOf(inheritable), ...listOf(local)].some(({ name }) => name === handler.name);
      if (isThere) return configure(inheritable, local, ...rest);
      const more =
        inheritable && !Array.isArray(inheritable)
          ? inheritable.copy([handler], true)
          : [...listOf(inheritable), handler];
      return configure(more, local, ...rest);
    };
  };
}
