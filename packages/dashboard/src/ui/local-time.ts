/** An instant as `<input type="datetime-local">` writes it: in the reader's zone, without one. What is none is empty. */
export function toLocalInput(at: string | undefined): string {
  const date = new Date(at ?? '');
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** What such an input holds as an instant in UTC; `undefined` when it holds none. */
export function fromLocalInput(value: string): string | undefined {
  const date = new Date(value);
  return value === '' || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
