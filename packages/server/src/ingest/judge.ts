import type { OrganizationRef } from '../http/principal.ts';
import type { Entry } from './entry.ts';
import type { Judgement } from './judgement.ts';
import type { SealedLog } from './seal.ts';
import type { Script } from './script.ts';

/** The rules of one organization at work in one commit. */
export interface Judging {
  /** Judges an entry, in the order of the log, right before it is sealed. Must not throw. */
  judge(entry: Entry): Judgement;
  /** Writes what follows from the logs just sealed: alerts, counters, what rules remember. */
  record(sealed: SealedLog[]): Script;
}

/** What a commit is judged by and when. */
export interface Bench {
  organization: OrganizationRef;
  /** Read with the head, so that a change of rules holds for the next commit of every server process. */
  rulesRevision: number;
  createdAtMs: number;
  /** Tells one transaction from another. */
  transaction: object;
}

/** Where rules are evaluated: inside the transaction that stores the logs. */
export interface Judge {
  /** Reads what judging these entries needs. */
  open(bench: Bench, entries: Entry[]): Script<Judging>;
}

const nothingToRecord: Judging = {
  judge: (entry) => ({ enforcementAction: 'allow', violations: [], payload: entry.payload }),
  *record() {},
};

/** The judge of organizations without rules. */
export const allowAll: Judge = {
  *open() {
    return nothingToRecord;
  },
};
