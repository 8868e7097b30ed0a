import { callModel, failModel, type Model, useTool } from '../model-call.ts';
import type { Random } from '../random.ts';
import type { Story } from './story.ts';

const model: Model = 'claude-sonnet-4.5';

const complaints = [
  { says: 'a cough that will not go away, for three weeks now', code: 'R05.3', clinic: 'Pulmonology' },
  { says: 'pain in my left knee after running', code: 'M25.562', clinic: 'Orthopaedics' },
  { says: 'headaches every morning, and light hurts', code: 'G43.909', clinic: 'Neurology' },
  { says: 'a rash on both arms since Sunday', code: 'R21', clinic: 'Dermatology' },
  { says: 'I need a new prescription for my insulin', code: 'Z76.0', clinic: 'Endocrinology' },
  { says: 'my daughter has had a fever of 39 since last night', code: 'R50.9', clinic: 'Paediatrics' },
] as const;

/** Takes patients in: most of what it hears is about people, so the HIPAA pack finds something now and then. */
export const careIntake: Story = {
  agent: { name: 'care-intake', metadata: { team: 'Clinical operations', model } },
  runsPerDay: 2.4,
  tell: (random) => {
    const { says, code, clinic } = random.pick(complaints);
    const patient = `${identify(random)}I have ${says}.`;
    const slot = `${random.whole(8, 16)}:${random.pick(['00', '20', '40'])}`;
    const search = { name: 'find_slots', arguments: { clinic, within_days: 7 } };
    const triage = { model, prompt: patient, response: `Not urgent. Suggested code ${code}, ${clinic}.` };
    return {
      userId: `patient-${random.whole(1000, 1060)}`,
      sessionId: `intake-${random.digits(6)}`,
      step: {
        action: 'agent_run',
        ms: 40,
        prompt: patient,
        response: `You are booked with ${clinic} at ${slot}.`,
        metadata: { name: 'intake', channel: random.pick(['web', 'phone']) },
        inside: [
          ...(random.chance(0.05) ? [failModel(random, triage)] : []),
          callModel(random, { ...triage, contextTokens: 1600, toolCalls: [search] }),
          {
            action: 'tool_use',
            ms: 12,
            parallel: true,
            metadata: { tool: 'gather' },
            inside: [
              useTool({
                tool: 'find_slots',
                input: search.arguments,
                output: { slots: [slot] },
                ms: random.whole(90, 400),
              }),
              useTool({
                tool: 'check_coverage',
                input: { plan: 'B' },
                output: { covered: true },
                ms: random.whole(200, 900),
              }),
              useTool({
                tool: 'read_history',
                input: { last: 5 },
                output: { visits: random.whole(0, 5) },
                ms: random.whole(60, 300),
              }),
            ],
          },
          callModel(random, {
            model,
            prompt: `Slots: ${slot}. Covered: yes. Write to the patient.`,
            response: `We can see you at ${slot} in ${clinic}. Please bring your insurance card.`,
          }),
          useTool({ tool: 'book_slot', input: { clinic, slot }, output: { booked: true }, ms: random.whole(80, 250) }),
        ],
      },
    };
  },
};

/** Now and then somebody says more than is asked for. */
function identify(random: Random): string {
  if (random.chance(0.09)) return `My social security number is 219-45-${random.whole(1000, 9999)}. `;
  if (random.chance(0.08)) return `MRN 00${random.digits(6)}, I was diagnosed with asthma. `;
  if (random.chance(0.06)) return `You can call me at (415) 555-${random.whole(2000, 2999)}. `;
  return '';
}
