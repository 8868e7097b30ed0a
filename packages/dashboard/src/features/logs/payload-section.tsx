import { lazy, Suspense, useMemo, useState } from 'react';

import { CopyButton } from '../../ui/copy-button.tsx';
import { JsonTree } from '../../ui/json-tree.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { Skeleton } from '../../ui/state.tsx';
import { MarkedText, type PlacedViolation } from './marked-text.tsx';

const Markdown = lazy(() => import('./markdown.tsx'));

type Format = 'text' | 'markdown' | 'json';

const labels: Record<Format, string> = { text: 'Text', markdown: 'Markdown', json: 'JSON' };

/** Larger than this, Markdown is not offered: a text made to be slow to read would stop the page for longer than a second. */
const markdownCharacters = 20_000;

interface PayloadSectionProps {
  name: string;
  text: string | null | undefined;
  violations: readonly PlacedViolation[];
}

/** A prompt or a response, to be read as it is, as Markdown, or as a tree of JSON. */
export function PayloadSection({ text, ...rest }: PayloadSectionProps) {
  return text == null || text === '' ? null : <Payload text={text} {...rest} />;
}

function Payload({ name, text, violations }: PayloadSectionProps & { text: string }) {
  const json = useMemo(() => parseJson(text), [text]);
  const formats: Format[] = [
    'text',
    ...(text.length <= markdownCharacters && json === undefined ? (['markdown'] as const) : []),
    ...(json === undefined ? [] : (['json'] as const)),
  ];
  // What was found in it can be marked in the text alone.
  const [chosen, setChosen] = useState<Format>();
  const format = chosen ?? (json !== undefined && violations.length === 0 ? 'json' : 'text');
  return (
    <section className="grid min-w-0 gap-1.5">
      <div className="flex flex-wrap items-center justify-between gap-x-2">
        <h3 className="font-semibold">{name}</h3>
        <div className="flex items-center gap-1">
          <Segmented
            label={`Read ${name.toLowerCase()} as`}
            value={format}
            options={formats.map((value) => ({ value, label: labels[value] }))}
            onChange={setChosen}
          />
          <CopyButton text={text} />
        </div>
      </div>
      <div className="border-line bg-canvas max-h-[32rem] overflow-auto rounded-md border p-3">
        {format === 'text' && <MarkedText text={text} violations={violations} />}
        {format === 'json' && <JsonTree value={json} />}
        {format === 'markdown' && (
          <Suspense fallback={<Skeleton rows={2} />}>
            <Markdown text={text} />
          </Suspense>
        )}
      </div>
    </section>
  );
}

/** An object or a list; anything else is better read as text. */
function parseJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
