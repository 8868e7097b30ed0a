import { packs } from 'agentaudit-rules';

/** What each rule of the packs must find and must let pass, as it is tested with. */
export function examplesOf(packId: string, key: string) {
  const rule = packs.find(({ id }) => id === packId)?.rules.find((each) => each.key === key);
  return rule === undefined ? undefined : { finds: rule.positive, passes: rule.negative };
}
