import { type Incident, ServiceOutcome } from '@waylight/contracts/incident';
import { codeList } from '@waylight/taxonomy';

const UNKNOWN = 99;
const LISTED = 128;

/** Rank of a service in the elimination, by its number. Services that this version does not have rank as unknown. */
const RANKS = (() => {
  const ranks = new Uint8Array(LISTED);
  for (const { number, rank = 0 } of codeList('service')) ranks[number] = rank;
  return ranks;
})();

/**
 * The one service of an incident that tables count, so that they add up: the first in the order of elimination, 0 without any.
 * A service counts if it was given, accepted, referred or pending, or if its outcome is not stated, as for most. Declined and
 * unavailable services do not count.
 */
export function primaryService(services: Incident['services']): number {
  let first = 0;
  let best = LISTED;
  for (const { service, outcome } of services) {
    if (outcome === ServiceOutcome.DECLINED || outcome === ServiceOutcome.UNAVAILABLE) continue;
    const code = (RANKS[service] ?? 0) === 0 ? UNKNOWN : service;
    const rank = RANKS[code] ?? LISTED;
    if (rank < best) [first, best] = [code, rank];
  }
  return first;
}
