import { type Incident, ServiceOutcome } from '@waylight/contracts/incident';
import { codeList } from '@waylight/taxonomy';

const UNKNOWN = 99;
const LISTED = 128;

/** By the number of a service the rank in its elimination; a service that this reader does not know ranks as unknown. */
const RANKS = (() => {
  const ranks = new Uint8Array(LISTED);
  for (const { number, rank = 0 } of codeList('service')) ranks[number] = rank;
  return ranks;
})();

/**
 * The one service that tables count of an incident, so that they add up: the first in the order of elimination, 0 where there
 * is none. A service counts that was given, accepted, referred to or is still awaited, and one of which nobody says how it ended,
 * as most do. What was declined or not to be had did not happen.
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
