import { lexer, type MarkedToken, type Token, type Tokens } from 'marked';
import { createElement, type ReactNode, useMemo } from 'react';

/**
 * Markdown as elements of our own: HTML in it is shown as text, pictures as links to them, so that nothing
 * that a model wrote runs or is fetched.
 */
export default function Markdown({ text }: { text: string }) {
  const tokens = useMemo(() => parse(text), [text]);
  return <div className="grid gap-2 break-words [&_ol]:list-decimal [&_ul]:list-disc">{blocks(tokens)}</div>;
}

/** Quotes in quotes in quotes can go deeper than a stack does. */
function parse(text: string): Token[] {
  try {
    return lexer(text);
  } catch {
    return [{ type: 'code', raw: text, text }];
  }
}

function blocks(tokens: readonly Token[] | undefined): ReactNode[] {
  return (tokens ?? []).map((token, place) => <Block key={place} token={token as MarkedToken} />);
}

function Block({ token }: { token: MarkedToken }): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
      return null;
    case 'hr':
      return <hr className="border-line" />;
    case 'heading':
      // Below the headings of the page that it stands on.
      return createElement(`h${Math.min(6, token.depth + 3)}`, { className: 'font-semibold' }, inlines(token.tokens));
    case 'code':
      return (
        <pre className="bg-raised overflow-auto rounded p-2 font-mono text-xs whitespace-pre-wrap">{token.text}</pre>
      );
    case 'blockquote':
      return (
        <blockquote className="border-line text-muted grid gap-2 border-l-2 pl-3">{blocks(token.tokens)}</blockquote>
      );
    case 'list':
      return <List token={token} />;
    case 'table':
      return <Table token={token} />;
    case 'paragraph':
      return <p>{inlines(token.tokens)}</p>;
    case 'text':
      return <>{token.tokens === undefined ? token.text : inlines(token.tokens)}</>;
    default:
      return <p className="whitespace-pre-wrap">{token.raw}</p>;
  }
}

function List({ token }: { token: Tokens.List }) {
  const items = token.items.map((item, place) => (
    <li key={place}>
      {item.task && <input type="checkbox" disabled checked={item.checked === true} aria-label="Done" />}{' '}
      {blocks(item.tokens)}
    </li>
  ));
  return token.ordered ? (
    <ol start={token.start === '' ? 1 : token.start} className="grid gap-1 pl-6">
      {items}
    </ol>
  ) : (
    <ul className="grid gap-1 pl-6">{items}</ul>
  );
}

function Table({ token }: { token: Tokens.Table }) {
  return (
    <div className="overflow-auto">
      <table className="border-line border-collapse border">
        <thead>
          <tr>
            {token.header.map((cell, place) => (
              <th key={place} scope="col" className="border-line border px-2 py-1 text-left">
                {inlines(cell.tokens)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, place) => (
                <td key={place} className="border-line border px-2 py-1">
                  {inlines(cell.tokens)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(tokens: readonly Token[] | undefined): ReactNode[] {
  return (tokens ?? []).map((token, place) => <Inline key={place} token={token as MarkedToken} />);
}

function Inline({ token }: { token: MarkedToken }): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inlines(token.tokens)}</strong>;
    case 'em':
      return <em>{inlines(token.tokens)}</em>;
    case 'del':
      return <del>{inlines(token.tokens)}</del>;
    case 'codespan':
      return <code className="bg-raised rounded px-1 font-mono text-xs">{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
    case 'image':
      return <Reference href={token.href}>{token.tokens.length > 0 ? inlines(token.tokens) : token.text}</Reference>;
    case 'escape':
      return token.text;
    case 'text':
      return token.tokens === undefined ? token.text : inlines(token.tokens);
    default:
      return token.raw;
  }
}

/** Only to the web: whatever else a model writes as an address stays text. */
function Reference({ href, children }: { href: string; children: ReactNode }) {
  if (!/^https?:\/\//i.test(href)) return <span title={href}>{children}</span>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow" className="text-accent underline">
      {children}
    </a>
  );
}
