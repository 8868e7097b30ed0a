import Anthropic from '@anthropic-ai/sdk';
import { createRecorder, describeTransparency, type FakeModelServer } from '@agentaudit/testing/adapters';

import { wrapAnthropic } from '../src/index.ts';
import { scenarios } from './scenarios.ts';

const plain = ({ url }: FakeModelServer) => new Anthropic({ apiKey: 'key', baseURL: url });

describeTransparency(scenarios, {
  plain,
  wrapped: (server) => wrapAnthropic(plain(server), { client: createRecorder().client }),
});
