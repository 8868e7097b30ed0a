import { checkRule } from 'agentaudit-rules';

import type { EngineCalls, EngineRequest, EngineResponse } from './protocol.ts';
import { createSession } from './session.ts';

type Answers = {
  [Call in keyof EngineCalls]: (question: EngineCalls[Call]['question']) => EngineCalls[Call]['answer'];
};

let session: ReturnType<typeof createSession> | undefined;

function opened(): ReturnType<typeof createSession> {
  if (session === undefined) throw new Error('No rule is open');
  return session;
}

/** The server's own engine, away from the thread that draws. */
const answers: Answers = {
  check: (rule) => checkRule(rule),
  judgeAll: ({ rule, events }) => createSession(rule).judgeAll(events),
  open: (rule) => {
    session = createSession(rule);
    return null;
  },
  judge: (events) => opened().judge(events),
  settle: ({ nowMs }) => opened().settle(nowMs),
};

function respond({ id, call, question }: EngineRequest): EngineResponse {
  try {
    // The table above pairs each call with its own question.
    const answer = answers[call] as (question: EngineRequest['question']) => EngineResponse['answer'];
    return { id, answer: answer(question) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

addEventListener('message', ({ data }: MessageEvent<EngineRequest>) => {
  postMessage(respond(data));
});
