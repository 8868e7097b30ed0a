import { TextAreaField } from '../../../ui/text-area-field.tsx';
import { ProblemPlace } from '../editor/problem-place.tsx';
import type { ConditionFieldsProps } from './condition-fields.ts';

const examples = [
  {
    cel: "metadata.tool == 'send_email' && !prompt.contains('@example.com')",
    about: 'A tool used on the wrong target',
  },
  { cel: "found.exists(label, label in ['US_SSN', 'MRN'])", about: 'Personal data anywhere in the event' },
  { cel: "mentions(prompt, 'diagnos, prescri, insulin')", about: 'Words that begin so, in any case' },
  { cel: "re2(response, '(?i)internal use only')", about: 'A pattern, in linear time' },
  { cel: "agentId == null || agentId == ''", about: 'Nobody says who acted' },
  { cel: "action == 'tool_use' && durationMs > 30000", about: 'A slow tool' },
];

export function ExpressionFields({ condition, onChange, problemAt }: ConditionFieldsProps<'expression'>) {
  const { cel = '' } = condition;
  const problem = problemAt('cel');
  return (
    <>
      <TextAreaField
        label="Expression"
        rows={Math.min(12, Math.max(3, cel.split('\n').length + 1))}
        value={cel}
        onChange={(event) => onChange({ cel: event.target.value })}
        hint="CEL. True where the rule is broken."
        error={problem?.message}
        spellCheck={false}
        className="font-mono text-xs"
      />
      <ProblemPlace text={cel} problem={problem} />
      <details className="text-xs">
        <summary className="text-accent cursor-pointer">What an expression may name, and examples</summary>
        <div className="mt-2 grid gap-3">
          <p className="text-muted">
            <Names names="action prompt response metadata agentId traceId sessionId userId status durationMs timestamp" />
            , the whole <Names names="event" />, <Names names="now" />, and <Names names="found" />: the kinds of
            personal data in it. Functions:{' '}
            <Names names="pii(text,label) count(text,label) mentions(text,words) re2(text,pattern)" />.
          </p>
          <ul className="grid gap-1">
            {examples.map((example) => (
              <li key={example.cel}>
                <button
                  type="button"
                  onClick={() => onChange({ cel: example.cel })}
                  className="hover:bg-raised grid w-full gap-0.5 rounded-md px-2 py-1 text-left"
                >
                  <code className="font-mono break-all">{example.cel}</code>
                  <span className="text-muted">{example.about}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      </details>
    </>
  );
}

function Names({ names }: { names: string }) {
  return names.split(' ').map((name, place) => (
    <span key={name}>
      {place > 0 && ', '}
      <code className="text-ink font-mono break-words">{name}</code>
    </span>
  ));
}
