import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

interface JsonTreeProps {
  value: unknown;
  /** What leads to it, such as `metadata`. */
  path?: string;
  /** Draws a text in another way than as it is, or not at all: `undefined`. */
  renderText?: (path: string, text: string) => ReactNode;
}

/** Objects this small, and no deeper than this, are open from the start. */
const openEntries = 30;
const openDepth = 2;
const shownEntries = 100;
const shownCharacters = 1000;

/** JSON to look into: what is folded is not drawn, whatever its size. */
export function JsonTree({ value, path = '', renderText }: JsonTreeProps) {
  return (
    <div className="font-mono text-xs leading-relaxed">
      <Value value={value} path={path} depth={0} renderText={renderText} />
    </div>
  );
}

interface ValueProps {
  value: unknown;
  path: string;
  depth: number;
  name?: string;
  renderText: JsonTreeProps['renderText'];
}

function Value({ value, name, ...rest }: ValueProps) {
  if (typeof value === 'object' && value !== null) return <Branch value={value} name={name ?? ''} {...rest} />;
  return (
    <div className="pl-5 break-words whitespace-pre-wrap">
      {name !== undefined && <span className="text-muted">{name}: </span>}
      {typeof value === 'string' ? (
        (rest.renderText?.(rest.path, value) ?? <Text text={value} />)
      ) : (
        <span className={value === null ? 'text-muted' : 'text-accent'}>{String(value)}</span>
      )}
    </div>
  );
}

function Branch({ value, path, depth, name, renderText }: ValueProps & { value: object }) {
  const isList = Array.isArray(value);
  const keys = Object.keys(value);
  const [isOpen, setOpen] = useState(depth < openDepth && keys.length <= openEntries);
  const [shown, setShown] = useState(shownEntries);
  const size = isList ? `[${keys.length}]` : `{${keys.length}}`;
  if (keys.length === 0) return <Leaf name={name} text={isList ? '[]' : '{}'} />;
  const Icon = isOpen ? ChevronDown : ChevronRight;
  return (
    <div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="hover:bg-raised flex min-h-6 max-w-full items-center gap-1 rounded pr-1 text-left"
      >
        <Icon size={14} aria-hidden className="text-muted shrink-0" />
        <span className="text-muted truncate">
          {name || (depth === 0 ? (isList ? 'list' : 'object') : '')} {size}
        </span>
      </button>
      {isOpen && (
        <div className="border-line ml-1.5 border-l pl-1">
          {keys.slice(0, shown).map((key) => (
            <Value
              key={key}
              name={key}
              value={(value as Record<string, unknown>)[key]}
              path={isList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`}
              depth={depth + 1}
              renderText={renderText}
            />
          ))}
          {keys.length > shown && (
            <button
              type="button"
              onClick={() => setShown(shown + 10 * shownEntries)}
              className="text-accent min-h-6 pl-5 underline"
            >
              {(keys.length - shown).toLocaleString()} more
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Leaf({ name, text }: { name: string | undefined; text: string }) {
  return (
    <div className="pl-5">
      {name !== undefined && name !== '' && <span className="text-muted">{name}: </span>}
      <span className="text-muted">{text}</span>
    </div>
  );
}

function Text({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false);
  if (text.length <= shownCharacters) return <span>{text}</span>;
  return (
    <span>
      {isWhole ? text : `${text.slice(0, shownCharacters)}… `}
      <button type="button" onClick={() => setWhole(!isWhole)} className="text-accent min-h-6 underline">
        {isWhole ? ' less' : `all ${text.length.toLocaleString()} characters`}
      </button>
    </span>
  );
}
