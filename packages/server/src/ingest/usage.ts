import { toInstant } from '../http/instant.ts';

/** The month that an event is counted in, such as `2026-01`, UTC. */
export function monthOf(ms: number): string {
  return toInstant(ms).slice(0, 7);
}
