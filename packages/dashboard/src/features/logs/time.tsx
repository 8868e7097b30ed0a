const format = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

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
