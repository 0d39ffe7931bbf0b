export {
  type Binding,
  type BulletinContent,
  contentSchema,
  VISIBLE_LINE,
  VISIBLE_LINES,
} from './content.ts';
export { FINDING_KINDS, type Finding, findingsOf } from './findings.ts';
export {
  type BulletinDocument,
  type BulletinProblem,
  type BulletinProblemReason,
  digestOf,
  PROBLEM_REASONS,
  type ReleasedNumber,
  resolveBulletin,
  type SourceResult,
  type Sources,
} from './resolve.ts';
export {
  BULLETIN_STATUSES,
  type BulletinCommand,
  type BulletinDecision,
  type BulletinRefusal,
  type BulletinState,
  decideBulletin,
  evolveBulletin,
  NO_BULLETIN,
} from './workflow.ts';
