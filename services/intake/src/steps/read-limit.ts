import { dayOfIsoDate } from '@waylight/calendar';
import type { ShareWith } from '@waylight/contracts/incident';
import type { SharingLimit } from '@waylight/contracts/intake';
import type { Cap } from '../ledger/decide-narrowing.ts';
import { type Findings, refuse } from './findings.ts';
import { readCode } from './read-code.ts';

/** How far another node lets a report go that moves here; undefined where none was given, or after a violation. */
export function readLimit(limit: SharingLimit | undefined, findings: Findings): Cap | undefined {
  if (limit === undefined) return undefined;
  const circle = readCode('shareWith', limit.shareWith, 'limit.share_with', findings);
  const onDay = dayOfIsoDate(limit.since);
  if (onDay === undefined)
    refuse(findings, 'limit.since', 'wants the day that the receipt names, such as 2025-03-14');
  return circle === undefined || onDay === undefined ? undefined : { to: circle.number as ShareWith, onDay };
}
