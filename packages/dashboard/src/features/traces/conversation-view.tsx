import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';

import { Button } from '../../ui/button.tsx';
import { Empty, Failure, Skeleton } from '../../ui/state.tsx';
import { toConversation } from './conversation.ts';
import { MessageCard } from './message-card.tsx';
import type { TraceShow } from './tree-view.tsx';
import type { useTracePayloads } from './use-trace.ts';

interface ConversationViewProps extends TraceShow {
  payloads: ReturnType<typeof useTracePayloads>;
}

/** Messages from the end at which the next page is asked for. */
const aheadMessages = 10;

/** What was said, called and decided, as a chat. Logs are read as it is scrolled down. */
export default function ConversationView({ selected, matches, onSelect, payloads }: ConversationViewProps) {
  const { logs, isPending, isError, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = payloads;
  // While there is more to come, what was read stays where it was.
  const messages = useMemo(() => toConversation(logs, { byTime: !hasNextPage }), [logs, hasNextPage]);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 96,
    getItemKey: (index) => messages[index]!.key,
    overscan: 6,
  });
  const items = virtual.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isError && lastIndex >= messages.length - aheadMessages)
      void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isError, lastIndex, messages.length, fetchNextPage]);
  const selectedIndex = useMemo(() => messages.findIndex(({ log }) => log.id === selected), [messages, selected]);
  useEffect(() => {
    if (selectedIndex >= 0) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtual]);

  if (isPending) return <Skeleton rows={8} />;
  if (isError && messages.length === 0) return <Failure error={error} onRetry={() => void refetch()} />;
  if (messages.length === 0) {
    return (
      <div className="flex-1">
        <Empty title="Nothing was said in this trace">
          Prompts and responses of its logs appear here as a conversation.
        </Empty>
      </div>
    );
  }
  return (
    <div className="flex h-[65dvh] min-h-80 min-w-0 flex-col gap-2 lg:h-auto lg:min-h-0 lg:flex-1">
      <div
        ref={scroller}
        tabIndex={0}
        role="feed"
        aria-label="Conversation"
        aria-busy={isFetchingNextPage}
        className="border-line bg-surface min-h-0 flex-1 overflow-auto rounded-lg border"
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {items.map(({ index, start, key }) => {
            const message = messages[index]!;
            return (
              <div
                key={key}
                ref={virtual.measureElement}
                data-index={index}
                className="absolute inset-x-0"
                style={{ transform: `translateY(${start}px)` }}
              >
                <MessageCard
                  message={message}
                  place={index + 1}
                  isSelected={message.log.id === selected}
                  isFaint={matches !== undefined && !matches.has(message.log.id)}
                  onSelect={onSelect}
                />
              </div>
            );
          })}
        </div>
      </div>
      {isError && (
        <Button className="self-center" onClick={() => void fetchNextPage()}>
          Try again to read the rest
        </Button>
      )}
    </div>
  );
}
