import { euAiAct } from './eu-ai-act.ts';
import { finance } from './finance.ts';
import { gdpr } from './gdpr.ts';
import { hipaa } from './hipaa.ts';
import { owaspLlm } from './owasp-llm.ts';
import type { RulePack } from './rule-pack.ts';
import { secretsPack } from './secrets.ts';
import { soc2 } from './soc2.ts';

/** All packs, in the order in which they are listed. */
export const packs: readonly RulePack[] = [hipaa, finance, gdpr, euAiAct, soc2, secretsPack, owaspLlm];
