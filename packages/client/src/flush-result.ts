/** What became of the entries, counted since the flush before. */
export interface FlushResult {
  /** All of them are stored: none is pending and none was dropped. */
  ok: boolean;
  /** Acknowledged by the server. */
  delivered: number;
  /** Accepted, and neither acknowledged nor dropped yet; they go on being sent. */
  pending: number;
  /** Given up: the buffer was full, or the server refused them for good. */
  dropped: number;
  /** How many of the pending ones are on disk, so that they outlive this process. */
  spooled: number;
}
