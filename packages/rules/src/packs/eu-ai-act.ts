import { approval, disclaimer, packRule, type RulePack } from './rule-pack.ts';

/** Annex III duties apply from 2 December 2027, Annex I from 2 August 2028; Articles 5 and 50 are not postponed. */
// prettier-ignore
export const euAiAct: RulePack = {
  id: 'eu-ai-act',
  name: 'EU AI Act',
  description: `Regulation (EU) 2024/1689: prohibited practices, transparency, human oversight and record-keeping of AI systems. ${disclaimer}`,
  rules: [
    packRule('prohibited-practice', 'Words of a prohibited practice', 'keyword_match', { keywords: ['social scoring', 'social score', 'social credit score', 'subliminal technique', 'subliminal manipulation', 'scrape facial images', 'scrape faces', 'facial image database', 'emotion recognition at work', 'employee emotion recognition', 'infer emotions of employees', 'emotion detection in the classroom', 'predict criminal behaviour', 'predictive policing of individuals', 'biometric categorisation', 'biometric categorization', 'real-time biometric identification', 'exploit vulnerabilities of children'], wholeWord: true }, {
      severity: 'critical', citation: 'Art. 5(1)', description: 'Talk of what no AI system may be used for.',
      positive: ['Compute a social score for each citizen'], negative: ['Share the score on social media'] }),
    packRule('sensitive-inference', 'Inference of a sensitive trait', 'regex_match', { pattern: '\\b(infer|predict|deduce|guess|classify|estimate)\\b.{0,40}\\b(ethnicity|racial origin|religion|sexual orientation|political (views|opinions?)|trade union membership)\\b', flags: 'i' }, {
      severity: 'critical', citation: 'Art. 5(1)(g)', description: 'Sorting people by what must not be inferred from their biometrics.',
      positive: ['Predict the ethnicity of the person in the photo'], negative: ['Predict the outcome of the horse race'] }),
    packRule('consequential-decision', 'Consequential decision without oversight', 'sequence', { when: { actions: ['tool_use'], tools: ['*reject*', '*deny*', '*approve*', '*hire*', '*fire*', '*terminate*', '*grade*', '*admit*', '*eligib*', '*credit_score*', '*deport*', '*arrest*'] }, requires: approval }, {
      severity: 'critical', citation: 'Art. 14; 26(2)', description: 'A decision of a high-risk kind and no human in this trace.',
      positive: [{ action: 'tool_use', traceId: 't', metadata: { tool: 'reject_candidate' } }, [{ action: 'hitl_decision', traceId: 't', metadata: { decision: 'rejected' } }, { action: 'tool_use', traceId: 't', metadata: { tool: 'reject_candidate' } }]], negative: [[{ action: 'hitl_consume', traceId: 't' }, { action: 'tool_use', traceId: 't', metadata: { tool: 'reject_candidate' } }]] }),
    packRule('denies-being-ai', 'Says it is human', 'regex_match', { pattern: "\\b(i am|i'm) (not (an? )?(ai|bot|robot|chatbot|machine|language model)|(an? )?(real )?(human|person)( being)?)\\b", flags: 'i', scope: { fields: ['response'] } }, {
      severity: 'critical', citation: 'Art. 50(1)', description: 'An answer that denies that an AI gives it.',
      positive: [{ action: 'llm_call', response: "I'm a real person, not a bot." }], negative: [{ action: 'llm_call', response: 'I am an AI assistant.' }, { action: 'llm_call', prompt: 'I am a person' }] }),
    packRule('synthetic-content', 'Deep fake asked for', 'keyword_match', { keywords: ['deepfake', 'deep fake', 'clone the voice', 'voice clone', 'face swap', 'fake video of', 'fake photo of', 'impersonate the voice'], wholeWord: true }, {
      severity: 'warning', citation: 'Art. 50(2), 50(4)', description: 'Made-up images, sound or video of people must be marked.',
      positive: ['Make a deepfake of the minister'], negative: ['Fake data for the unit test'] }),
    packRule('no-agent', 'Event without its agent', 'expression', { cel: "agentId == null || agentId == ''" }, {
      severity: 'info', citation: 'Art. 12(1)–(2)', description: 'Logs must let the system be traced: which one acted is missing.',
      positive: [{ action: 'llm_call', prompt: 'x' }], negative: [{ action: 'llm_call', agentId: 'a', prompt: 'x' }] }),
    packRule('no-trace', 'Tool call without a trace', 'expression', { cel: "traceId == null || traceId == ''", scope: { actions: ['tool_use'] } }, {
      severity: 'info', citation: 'Art. 12(2)', description: 'A tool call that belongs to no recorded run.',
      positive: [{ action: 'tool_use' }], negative: [{ action: 'tool_use', traceId: 't' }, { action: 'llm_call' }] }),
    packRule('no-model', 'Model call without its model', 'expression', { cel: "!has(metadata.model) && !has(metadata.response_model)", scope: { actions: ['llm_call', 'llm_end'] } }, {
      severity: 'info', citation: 'Art. 12(2); 26(5)', description: 'Which model answered is not on record.',
      positive: [{ action: 'llm_call', metadata: {} }], negative: [{ action: 'llm_call', metadata: { model: 'm-1' } }] }),
    packRule('instant-approval', 'Approval within two seconds', 'expression', { cel: "(has(metadata.decision) && metadata.decision == 'approved') && has(metadata.latency_ms) && metadata.latency_ms < 2000", scope: { actions: ['hitl_decision'] } }, {
      severity: 'warning', citation: 'Art. 14(4)(b)', description: 'Nobody reads and decides in two seconds: a sign of automation bias.',
      positive: [{ action: 'hitl_decision', metadata: { decision: 'approved', latency_ms: 800 } }], negative: [{ action: 'hitl_decision', metadata: { decision: 'approved', latency_ms: 30_000 } }] }),
    packRule('oversight-timeout', 'Oversight that nobody gave', 'expression', { cel: "action == 'hitl_timeout'", scope: { actions: ['hitl_timeout'] } }, {
      severity: 'warning', citation: 'Art. 14; 26(2)', description: 'A request for a human decision ran out.',
      positive: [{ action: 'hitl_timeout' }], negative: [{ action: 'hitl_decision' }] }),
    packRule('request-undecided', 'Request not decided in a day', 'sequence', { when: { actions: ['hitl_request'] }, followedBy: { actions: ['hitl_decision', 'hitl_timeout', 'hitl_consume'] }, withinSeconds: 86_400 }, {
      severity: 'info', citation: 'Art. 14(4)', description: 'A human was asked and a day later there is no decision.',
      positive: [], negative: [{ action: 'hitl_request', traceId: 't' }] }),
    packRule('error-rate', 'Many errors in an hour', 'rate_limit', { limit: 50, windowSeconds: 3600, groupBy: ['agentId', 'status'], scope: { actions: ['*error*', 'guardrail_block'] } }, {
      severity: 'warning', citation: 'Art. 15(1); 26(5)', description: 'Errors and blocks pile up: accuracy or robustness may have drifted.',
      positive: [Array.from({ length: 51 }, () => ({ action: 'guardrail_block', agentId: 'a', status: 'blocked' }))], negative: [{ action: 'guardrail_block', agentId: 'a', status: 'blocked' }] }),
    packRule('log-gap', 'A gap in the logs', 'expression', { cel: "action == 'audit.gap'", scope: { actions: ['audit.gap'] } }, {
      severity: 'critical', citation: 'Art. 12(1); 19(1)', description: 'The sender itself says that events were lost.',
      positive: [{ action: 'audit.gap' }], negative: [{ action: 'llm_call' }] }),
    packRule('serious-incident', 'A serious incident is spoken of', 'keyword_match', { keywords: ['serious incident', 'caused injury', 'serious injury', 'harm to health', 'death of a person', 'fundamental rights violation', 'critical infrastructure disruption'], wholeWord: true }, {
      severity: 'critical', citation: 'Art. 73', description: 'It may have to be reported within 15 days at most.',
      positive: ['The recommendation caused injury to a patient'], negative: ['No incident was reported'] }),
  ],
};
