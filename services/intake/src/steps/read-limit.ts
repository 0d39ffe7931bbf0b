import { dayOfIsoDate } from '@waylight/calendar';
import type { ShareWith } from '@waylight/contracts/incident';
import type { SharingLimit } from '@waylight/contracts/intake';
import type { SharingCap } from '../report/decide-narrowing.ts';
import { addViolation, type Findings } from './findings.ts';
import { readCode } from './read-code.ts';

/** How far another node lets a report go that moves here; undefined where none was given, or after a violation. */
export function readLimit(limit: SharingLimit | undefined, findings: Findings): SharingCap | undefined {
  if (limit === undefined) return undefined;
  const audience = readCode('shareWith', limit.shareWith, 'limit.share_with', findings);
  const onDay = dayOfIsoDate(limit.since);
  if (onDay === undefined)
    addViolation(findings, 'limit.since', 'wants the day that the receipt names, such as 2025-03-14');
  return audience === undefined || onDay === undefined
    ? undefined
    : { to: audience.number as ShareWith, onDay };
}
