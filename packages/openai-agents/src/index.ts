// Every export here is public API.
export { decideInterruptions, type Interrupted } from './interruptions.ts';
export { gateTool, type GateToolOptions } from './gate-tool.ts';
export { agentAuditTraceProcessor, type TraceProcessorOptions } from './trace-processor.ts';
