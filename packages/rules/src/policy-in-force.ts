/** A policy as the engine needs to know it. */
export interface PolicyInForce {
  id: string;
  /** Recorded with each verdict that this policy gave. */
  versionId: string | null;
  /** What a hit of a rule without an action of its own does. */
  mode: 'log' | 'flag' | 'block';
  /** For one rule in several policies the highest decides; on a tie the most restrictive. */
  priority: number;
  /** Records what it would have done, without effect. Default false. */
  shadow?: boolean;
  /** Default true. */
  isActive?: boolean;
  ruleIds: readonly string[];
  /** The agents it is attached to. It holds for no other. */
  agentIds: readonly string[];
}
