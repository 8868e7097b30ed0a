import type { ComplianceRule, Pack } from 'agentaudit-client';

export type PackRule = Pack['rules'][number];

/** A rule of a pack, and what became of it here. */
export interface PackRuleState {
  rule: PackRule;
  /** Undefined when it is not installed, was deleted, or cannot be told from another by name or condition. */
  installed: ComplianceRule | undefined;
  /** Installed, and not as the pack has it. */
  isChanged: boolean;
}

/** Each rule of a pack beside the one that was installed with it: known again by its name, or else its condition. */
export function toPackState(pack: Pack, rules: readonly ComplianceRule[]): PackRuleState[] {
  const left = new Set(rules.filter(({ packId }) => packId === pack.id));
  const take = (fits: (installed: ComplianceRule) => boolean) => {
    const found = [...left].find(fits);
    if (found !== undefined) left.delete(found);
    return found;
  };
  const named = pack.rules.map((rule) =>
    take(({ name, ruleType }) => name === rule.name && ruleType === rule.ruleType),
  );
  return pack.rules.map((rule, place) => {
    const installed = named[place] ?? take((other) => isSameCondition(other, rule));
    return { rule, installed, isChanged: installed !== undefined && !isAsInPack(installed, rule) };
  });
}

/** The rule of a pack that this one was installed as, as far as that can be told. */
export function originOf(
  rule: ComplianceRule,
  packs: readonly Pack[] = [],
): { packId: string; key: string } | undefined {
  const pack = packs.find(({ id }) => id === rule.packId);
  const state = pack && toPackState(pack, [rule]).find(({ installed }) => installed !== undefined);
  return state && { packId: pack.id, key: state.rule.key };
}

/** How many of an installed pack's rules are gone. */
export function countMissing(pack: Pack, rules: readonly ComplianceRule[]): number {
  return pack.installed ? pack.rules.length - rules.filter(({ packId }) => packId === pack.id).length : 0;
}

function isAsInPack(installed: ComplianceRule, rule: PackRule): boolean {
  return (
    installed.name === rule.name &&
    installed.severity === rule.severity &&
    installed.action === undefined &&
    installed.appliesTo === 'organization' &&
    isSameCondition(installed, rule)
  );
}

function isSameCondition(installed: ComplianceRule, rule: PackRule): boolean {
  return installed.ruleType === rule.ruleType && JSON.stringify(installed.condition) === JSON.stringify(rule.condition);
}
