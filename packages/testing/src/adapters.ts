// What the tests and examples of the adapters share.
export { type FakeModelServer, type ModelRequestSeen, startFakeModelServer } from './adapters/fake-model-server.ts';
export { defaultText, defaultUsage, type ModelReply, type ModelToolCall } from './adapters/model-reply.ts';
export { createRecorder, type Recorder } from './adapters/recorder.ts';
