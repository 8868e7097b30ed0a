import { Bot, Info, type LucideIcon, Settings2, User, Wrench } from 'lucide-react';
import { memo, useState } from 'react';

import { Button } from '../../ui/button.tsx';
import { Time } from '../logs/time.tsx';
import type { Message, Speaker } from './conversation.ts';
import { MarkerIcon } from './marker-icon.tsx';
import { markersOf } from './span-marker.ts';

/** A longer text is shown as far as this at first. */
const shownCharacters = 2000;

const looks: Record<Speaker, { icon: LucideIcon; card: string }> = {
  system: { icon: Settings2, card: 'bg-canvas border-line border-dashed' },
  user: { icon: User, card: 'bg-raised border-line' },
  assistant: { icon: Bot, card: 'bg-surface border-line' },
  tool: { icon: Wrench, card: 'bg-canvas border-line' },
  event: { icon: Info, card: 'border-transparent' },
};

interface MessageCardProps {
  message: Message;
  /** From 1. */
  place: number;
  isSelected: boolean;
  isFaint: boolean;
  onSelect: (id: string) => void;
}

export const MessageCard = memo(function MessageCard({
  message,
  place,
  isSelected,
  isFaint,
  onSelect,
}: MessageCardProps) {
  const { speaker, title, text, calls, log } = message;
  const { icon: Icon, card } = looks[speaker];
  return (
    <article
      aria-posinset={place}
      aria-setsize={-1}
      aria-label={`${speaker}: ${title}`}
      className={`px-3 pt-3 ${speaker === 'user' ? 'pl-10 md:pl-24' : ''} ${speaker === 'assistant' ? 'md:pr-24' : ''}`}
    >
      <div className={`rounded-lg border px-3 py-2 ${card} ${isSelected ? 'outline-accent outline-2' : ''}`}>
        <header className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs">
          <Icon size={13} aria-hidden className="text-muted" />
          <span className={isFaint ? 'text-muted italic' : 'font-semibold'}>{title || speaker}</span>
          {message.leads && markersOf(log).map((marker) => <MarkerIcon key={marker} marker={marker} />)}
          <span className="text-muted ml-auto">
            <Time at={log.timestamp} />
          </span>
          <button
            type="button"
            aria-label={`Open the span of ${title || speaker}`}
            onClick={() => onSelect(log.id)}
            className="text-accent min-h-6 underline"
          >
            Span
          </button>
        </header>
        {speaker === 'tool' && calls.map((call, at) => <Call key={at} name="" text={call.text} />)}
        {text !== '' && <Text text={text} isCode={speaker === 'tool'} />}
        {speaker !== 'tool' && calls.map((call, at) => <Call key={at} name={call.name} text={call.text} />)}
      </div>
    </article>
  );
});

function Call({ name, text }: { name: string; text: string }) {
  return (
    <p className="border-line text-muted mt-1.5 border-l-2 pl-2 font-mono text-xs break-words whitespace-pre-wrap">
      {name !== '' && <span className="text-ink font-semibold">{name} </span>}
      {text.slice(0, shownCharacters)}
      {text.length > shownCharacters && '…'}
    </p>
  );
}

function Text({ text, isCode }: { text: string; isCode: boolean }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > shownCharacters;
  return (
    <>
      <p className={`mt-1 break-words whitespace-pre-wrap ${isCode ? 'font-mono text-xs' : ''}`}>
        {isWhole || !isLong ? text : `${text.slice(0, shownCharacters)}…`}
      </p>
      {isLong && (
        <Button look="quiet" className="-ml-3" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Show less' : `Show all ${text.length.toLocaleString()} characters`}
        </Button>
      )}
    </>
  );
}
