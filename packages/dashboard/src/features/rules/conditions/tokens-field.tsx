import { Plus, X } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from 'react';

interface TokensFieldProps {
  label: string;
  hint?: string;
  error?: string | undefined;
  values: readonly string[] | undefined;
  /** Offered as buttons below. */
  suggestions?: readonly string[];
  placeholder?: string;
  /** `undefined` when none is left: the condition then leaves the field out. */
  onChange: (values: string[] | undefined) => void;
}

/** Several short texts. Enter or a comma ends one; Backspace in the empty input takes the last away. */
export function TokensField(props: TokensFieldProps) {
  const { label, hint, error, values = [], suggestions = [], placeholder, onChange } = props;
  const id = useId();
  const [text, setText] = useState('');
  const note = error ?? hint;
  const change = (next: string[]) => onChange(next.length === 0 ? undefined : next);
  const add = (typed: string) => {
    const parts = typed
      .split(/[,\n]/)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    setText('');
    if (parts.length > 0) change([...new Set([...values, ...parts])]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '') change(values.slice(0, -1));
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (!/[,\n]/.test(pasted)) return;
    event.preventDefault();
    add(text + pasted);
  };
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <div
        className={`bg-surface flex min-h-9 flex-wrap items-center gap-1 rounded-md border p-1 ${error === undefined ? 'border-line' : 'border-bad'}`}
      >
        {values.map((value) => (
          <span key={value} className="bg-raised flex max-w-full items-center rounded pl-2 font-mono text-xs">
            <span className="truncate">{value}</span>
            <button
              type="button"
              aria-label={`Remove ${value} from ${label}`}
              onClick={() => change(values.filter((each) => each !== value))}
              className="hover:text-bad grid size-6 shrink-0 place-content-center rounded"
            >
              <X size={12} aria-hidden />
            </button>
          </span>
        ))}
        <input
          id={id}
          value={text}
          placeholder={values.length === 0 ? placeholder : undefined}
          aria-invalid={error !== undefined}
          aria-describedby={note === undefined ? undefined : `${id}-note`}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => add(text)}
          className="placeholder:text-muted h-7 min-w-24 flex-1 bg-transparent px-2"
        />
      </div>
      {note !== undefined && (
        <p id={`${id}-note`} className={error === undefined ? 'text-muted text-xs' : 'text-bad text-xs'}>
          {note}
        </p>
      )}
      <Suggestions
        label={label}
        values={suggestions.filter((value) => !values.includes(value))}
        onAdd={(value) => change([...values, value])}
      />
    </div>
  );
}

interface SuggestionsProps {
  label: string;
  values: readonly string[];
  onAdd: (value: string) => void;
}

function Suggestions({ label, values, onAdd }: SuggestionsProps) {
  if (values.length === 0) return null;
  return (
    <div role="group" aria-label={`Add to ${label}`} className="flex flex-wrap gap-1">
      {values.map((value) => (
        <button
          key={value}
          type="button"
          onClick={() => onAdd(value)}
          className="border-line text-muted hover:bg-raised hover:text-ink inline-flex h-6 items-center gap-1 rounded border border-dashed px-1.5 font-mono text-xs"
        >
          <Plus size={10} aria-hidden />
          {value}
        </button>
      ))}
    </div>
  );
}
