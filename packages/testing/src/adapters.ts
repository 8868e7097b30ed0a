// What the tests and examples of the adapters share.
export { type AdapterUnderTest, type AdapterUse, describeAdapterContract } from './adapters/adapter-contract.ts';
export { type AuditServer, startAuditServer } from './adapters/audit-server.ts';
export { type ExampleStage, renderTraces, runExample, setExampleStage } from './adapters/example-stage.ts';
export { type FakeModelServer, type ModelRequestSeen, startFakeModelServer } from './adapters/fake-model-server.ts';
export { defaultText, defaultUsage, type ModelReply, type ModelToolCall } from './adapters/model-reply.ts';
export { describeGateContract, type GateUse } from './adapters/gate-contract.ts';
export { callOrder, type GateStage, setUpGates } from './adapters/gate-stage.ts';
export { createRecorder, type Recorder } from './adapters/recorder.ts';
export { collect, describeError, describeTransparency, observe, type Scenario } from './adapters/transparency.ts';
