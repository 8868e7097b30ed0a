// Every export here is public API.
export { checkRule, type UncheckedRule } from './check-rule.ts';
export { compile } from './compile.ts';
export {
  type CompilableRule,
  type CompiledRules,
  type CompileOptions,
  type EvaluationContext,
  type PreparedEvent,
  type RuleProblem,
} from './compiled-rules.ts';
export { detect } from './detect/detect.ts';
export { type Detection, placeholderOf } from './detection.ts';
export type { RuleEvent } from './event.ts';
export {
  createLayeredHistory,
  createMemoryHistory,
  type MemoryHistoryOptions,
  type RuleHistory,
  type Sample,
  type SeriesQuery,
  type SeriesTotals,
  type WritableHistory,
} from './history.ts';
export { packs } from './packs/packs.ts';
export type { PackExample, PackRuleDefinition, RulePack } from './packs/rule-pack.ts';
export type { PolicyInForce } from './policy-in-force.ts';
export { redact } from './redact.ts';
export type { Expectation, SkippedRule, Verdict } from './verdict.ts';
