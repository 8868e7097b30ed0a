import { careIntake } from './care-intake.ts';
import { claimsDesk } from './claims-desk.ts';
import { literatureReview } from './literature-review.ts';
import { patientSupport } from './patient-support.ts';
import { releaseEngineer } from './release-engineer.ts';
import { revenueAnalyst } from './revenue-analyst.ts';
import type { Story } from './story.ts';

export const stories: readonly Story[] = [
  careIntake,
  patientSupport,
  claimsDesk,
  revenueAnalyst,
  literatureReview,
  releaseEngineer,
];
