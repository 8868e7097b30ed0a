import { useEffect, useState } from 'react';

import { createRuleEngine, type RuleEngine } from './rule-engine.ts';

/** An engine that ends with the screen. */
export function useRuleEngine(): RuleEngine {
  const [engine] = useState(createRuleEngine);
  useEffect(() => () => engine.close(), [engine]);
  return engine;
}
