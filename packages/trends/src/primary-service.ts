import { type Incident, ServiceOutcome } from '@waylight/contracts/incident';
import { codeList } from '@waylight/taxonomy';

const UNKNOWN = 99;
const SERVICE_NUMBER_LIMIT = 128;
/** Worse than every rank. */
const NO_RANK = 128;

/**
 * Priority of each service when one is chosen as primary (1 is the highest), by service number; 0 for a number that this version
 * does not know.
 */
const RANKS = (() => {
  const ranks = new Uint8Array(SERVICE_NUMBER_LIMIT);
  for (const { number, rank = 0 } of codeList('service')) ranks[number] = rank;
  return ranks;
})();

/**
 * Returns the service of an incident with the highest priority; 0 if there is none. Tables count only this service, so that totals
 * add up. A service that this version does not know has the priority of `unknown`. Declined and unavailable services are ignored.
 * Services without a stated outcome, which is the usual case, are not.
 */
export function primaryService(services: Incident['services']): number {
  let first = 0;
  let best = NO_RANK;
  for (const { service, outcome } of services) {
    if (outcome === ServiceOutcome.DECLINED || outcome === ServiceOutcome.UNAVAILABLE) continue;
    const code = (RANKS[service] ?? 0) === 0 ? UNKNOWN : service;
    const rank = RANKS[code] ?? NO_RANK;
    if (rank < best) [first, best] = [code, rank];
  }
  return first;
}
