const format = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

const clock = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The day only where there is room for it. */
export function TightTime({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at} className="tabular-nums">
      <span className="hidden md:inline">{toLocal(at)}</span>
      <span className="md:hidden">{clock.format(new Date(at))}</span>
    </time>
  );
}

/** In the reader's zone; the exact instant on hover. */
export function Time({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at} className="tabular-nums">
      {toLocal(at)}
    </time>
  );
}

/** An instant in the reader's zone; what is none, as it is. */
export function toLocal(at: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? at : format.format(date);
}
