/** One server-sent event. */
export interface ServerSentEvent {
  event?: string;
  data: string;
  /** The lines as they came, without the empty one that ends them. */
  raw: string;
}

/** Cuts a text that arrives in pieces into server-sent events. */
export class EventStreamReader {
  #rest = '';
  /** The text ended in a carriage return, which may be half of a line end. */
  #heldReturn = false;

  push(text: string): ServerSentEvent[] {
    let piece = this.#heldReturn ? `\r${text}` : text;
    this.#heldReturn = piece.endsWith('\r');
    if (this.#heldReturn) piece = piece.slice(0, -1);
    const searchFrom = Math.max(0, this.#rest.length - 1);
    this.#rest += piece.includes('\r') ? piece.replace(/\r\n?/g, '\n') : piece;
    const events: ServerSentEvent[] = [];
    let start = 0;
    for (let end = this.#rest.indexOf('\n\n', searchFrom); end >= 0; end = this.#rest.indexOf('\n\n', start)) {
      events.push(toEvent(this.#rest.slice(start, end)));
      start = end + 2;
    }
    this.#rest = this.#rest.slice(start);
    return events;
  }

  /** What came after the last empty line, which some servers leave out at the end. */
  finish(): ServerSentEvent[] {
    const rest = this.#rest.replace(/\n$/, '');
    this.#rest = '';
    return rest ? [toEvent(rest)] : [];
  }
}

function toEvent(raw: string): ServerSentEvent {
  const data: string[] = [];
  let event: string | undefined;
  for (const line of raw.split('\n')) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1));
    if (line.startsWith('data:')) data.push(value);
    else if (line.startsWith('event:')) event = value;
  }
  return { ...(event !== undefined && { event }), data: data.join('\n'), raw };
}
