import { Plus } from 'lucide-react';

import { Button } from '../../../ui/button.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import type { ConditionFieldsProps } from './condition-fields.ts';
import { type EventMatch, EventMatchFields } from './event-match-fields.tsx';
import { SequencePart } from './sequence-part.tsx';
import { WindowField } from './window-field.tsx';

const mostSteps = 10;
const usualSeconds = 3600;

type Shape = 'steps' | 'requires' | 'followedBy';

const shapes = [
  { value: 'requires', label: 'Must come before' },
  { value: 'followedBy', label: 'Must come after' },
  { value: 'steps', label: 'Must not come in order' },
] as const;

const meanings: Record<Shape, string> = {
  requires: 'Broken by an event that nothing of the required kind came before, in the same trace.',
  followedBy: 'Broken when the time passes and what must follow did not come, in the same trace.',
  steps: 'Broken by the event that completes the steps in this order, in the same trace.',
};

interface SequenceDraft {
  steps?: EventMatch[];
  when?: EventMatch;
  requires?: EventMatch;
  followedBy?: EventMatch;
  withinSeconds?: number;
}

type Change = { [Name in keyof SequenceDraft]: SequenceDraft[Name] | undefined };

export function SequenceFields({ condition, onChange, problemAt }: ConditionFieldsProps<'sequence'>) {
  const draft: SequenceDraft = condition;
  const change = onChange as (change: Change) => void;
  const shape: Shape = draft.steps ? 'steps' : draft.followedBy ? 'followedBy' : 'requires';
  const { steps = [], when = {}, withinSeconds } = draft;
  const other = draft.requires ?? draft.followedBy ?? {};
  const part = (match: EventMatch, field: string, take: (match: EventMatch) => void) => (
    <EventMatchFields match={match} field={field} problemAt={problemAt} onChange={take} />
  );
  const setStep = (place: number, step: EventMatch) => change({ steps: steps.with(place, step) });
  const reshape = (next: Shape) => {
    const [first = {}, second = {}] = shape === 'steps' ? steps : [when, other];
    const none = { steps: undefined, when: undefined, requires: undefined, followedBy: undefined };
    if (next === 'steps') change({ ...none, steps: [first, second] });
    else if (next === 'requires') change({ ...none, when: first, requires: second });
    else change({ ...none, when: first, followedBy: second, withinSeconds: withinSeconds ?? usualSeconds });
  };

  return (
    <>
      <div className="grid justify-items-start gap-2">
        <Segmented label="Kind of sequence" value={shape} options={shapes} onChange={reshape} />
        <p className="text-muted text-xs">{meanings[shape]}</p>
      </div>
      {shape === 'steps' ? (
        <>
          {steps.map((step, place) => (
            <SequencePart
              key={place}
              title={`Step ${place + 1}`}
              {...(steps.length > 2 && { onRemove: () => change({ steps: steps.toSpliced(place, 1) }) })}
            >
              {part(step, `steps[${place}]`, (match) => setStep(place, match))}
            </SequencePart>
          ))}
          {steps.length < mostSteps && (
            <Button className="justify-self-start" onClick={() => change({ steps: [...steps, {}] })}>
              <Plus size={14} aria-hidden /> Add a step
            </Button>
          )}
        </>
      ) : (
        <>
          <SequencePart title="When this happens">
            {part(when, 'when', (match) => change({ when: match }))}
          </SequencePart>
          <SequencePart title={shape === 'requires' ? 'This must have come before' : 'This must follow'}>
            {part(other, shape, (match) => change({ [shape]: match }))}
          </SequencePart>
        </>
      )}
      <WindowField
        label="Within"
        seconds={withinSeconds}
        hint={shape === 'followedBy' ? 'How long to wait for it.' : 'Empty: anywhere in the trace.'}
        onChange={(seconds) => change({ withinSeconds: seconds })}
        error={problemAt('withinSeconds')?.message}
      />
    </>
  );
}
