import type { PackExample } from '../../packs/pack-example.ts';
import { usePackExamples } from '../../packs/use-pack-examples.ts';
import type { Sample } from './sample.ts';

/** A rule of a pack, by its key there. */
export interface PackOrigin {
  packId: string;
  key: string;
}

const titles = { finds: 'Must be found', passes: 'Must pass' };

/** What the pack itself is tested with, to try the rule on. Nothing when there is none. */
export function ExamplePicker({ origin, onPick }: { origin: PackOrigin; onPick: (sample: Sample) => void }) {
  const examples = usePackExamples(origin.packId, origin.key, { enabled: true });
  const all = examples.data ?? [];
  if (all.length === 0) return null;
  const pick = (place: string) => {
    const example = all[Number(place)];
    if (example !== undefined) onPick(example.sample);
  };
  return (
    <select
      aria-label="Examples of the pack"
      value=""
      onChange={(event) => pick(event.target.value)}
      className="border-line bg-surface h-8 w-full rounded-md border px-2"
    >
      <option value="">Examples of the pack…</option>
      {(['finds', 'passes'] as const).map((kind) => (
        <optgroup key={kind} label={titles[kind]}>
          {all.map((example, place) => example.kind === kind && <Option key={place} place={place} example={example} />)}
        </optgroup>
      ))}
    </select>
  );
}

const optionCharacters = 60;

function Option({ place, example: { text } }: { place: number; example: PackExample }) {
  return <option value={place}>{text.length > optionCharacters ? `${text.slice(0, optionCharacters)}…` : text}</option>;
}
