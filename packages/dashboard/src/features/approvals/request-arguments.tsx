import { Button } from '../../ui/button.tsx';
import { ArgumentDiff } from './argument-diff.tsx';

interface RequestArgumentsProps {
  /** What was asked, and what stands there now. */
  original: string;
  text: string;
  isEditing: boolean;
  isValid: boolean;
  onText: (text: string) => void;
}

/** The arguments of the tool: to read, or to edit against what was asked. */
export function RequestArguments({ original, text, isEditing, isValid, onText }: RequestArgumentsProps) {
  const isEdited = text !== original;
  return (
    <div className="grid min-w-0 gap-1.5">
      <div className="flex min-h-8 items-center justify-between">
        <h3 className="font-medium">Arguments{isEdited && ' (edited)'}</h3>
        {isEdited && (
          <Button look="quiet" onClick={() => onText(original)}>
            Back to what was asked
          </Button>
        )}
      </div>
      {isEditing ? (
        <textarea
          aria-label="Arguments as JSON"
          aria-invalid={!isValid}
          aria-describedby={isValid ? undefined : 'arguments-note'}
          value={text}
          spellCheck={false}
          rows={Math.min(20, text.split('\n').length + 1)}
          onChange={(event) => onText(event.target.value)}
          className="border-line bg-canvas aria-invalid:border-bad rounded-md border p-3 font-mono text-xs"
        />
      ) : (
        <pre
          tabIndex={0}
          aria-label="Arguments"
          className="border-line bg-canvas max-h-[28rem] overflow-auto rounded-md border p-3 font-mono text-xs break-words whitespace-pre-wrap"
        >
          {text}
        </pre>
      )}
      {!isValid && (
        <p id="arguments-note" className="text-bad text-xs">
          This is not a JSON object.
        </p>
      )}
      {isEdited && isValid && (
        <>
          <h4 className="text-muted text-xs font-medium">Against what was asked</h4>
          <ArgumentDiff before={original} after={toEven(text)} />
        </>
      )}
    </div>
  );
}

/** Other white space is no other argument. */
function toEven(text: string): string {
  return JSON.stringify(JSON.parse(text), null, 2);
}
