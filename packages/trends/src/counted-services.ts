import { type Incident, ServiceOutcome } from '@waylight/contracts/incident';
import { codeList } from '@waylight/taxonomy';

/** The services of an incident as tables count them, as numbers of the code book; 0 means none. */
export type CountedServices = {
  /** Service with the highest priority that was neither declined nor unavailable. */
  readonly service: number;
  /** Best outcome of all services. */
  readonly serviceOutcome: number;
  /** Unavailable service with the highest priority. */
  readonly unavailableService: number;
};

const UNKNOWN = 99;
const NUMBER_LIMIT = 128;
const NO_SERVICES: CountedServices = { service: 0, serviceOutcome: 0, unavailableService: 0 };

/** Priority of each code by its number: 1 is the highest, 0 means that this version does not know the number. */
function ranksOf(list: 'service' | 'serviceOutcome'): Uint8Array {
  const ranks = new Uint8Array(NUMBER_LIMIT);
  for (const { number, rank = 0 } of codeList(list)) ranks[number] = rank;
  return ranks;
}

const SERVICE_RANKS = ranksOf('service');
const OUTCOME_RANKS = ranksOf('serviceOutcome');

/**
 * Returns one service, one outcome and one unavailable service of an incident, so that the totals of tables add up. A code that
 * this version does not know counts as `unknown`.
 *
 * A service without a stated outcome was given, or the person was referred to it. So it can be the primary service, and its
 * outcome stays `unknown`: counting it as given would overstate the help.
 *
 * The three numbers depend on each other, so tables of them are not independent. There is no primary service exactly if the best
 * outcome is `declined`, `unavailable` or none. If it is `unavailable`, there is an unavailable service.
 */
export function countServices(services: Incident['services']): CountedServices {
  if (services.length === 0) return NO_SERVICES;
  let [primary, best, unavailable] = [0, 0, 0];
  for (const { service, outcome } of services) {
    const code = keepKnown(SERVICE_RANKS, service);
    const result = keepKnown(OUTCOME_RANKS, outcome);
    best = chooseFirst(OUTCOME_RANKS, best, result);
    if (result === ServiceOutcome.UNAVAILABLE) unavailable = chooseFirst(SERVICE_RANKS, unavailable, code);
    else if (result !== ServiceOutcome.DECLINED) primary = chooseFirst(SERVICE_RANKS, primary, code);
  }
  return { service: primary, serviceOutcome: best, unavailableService: unavailable };
}

const rankOf = (ranks: Uint8Array, code: number): number => ranks[code] ?? 0;

const keepKnown = (ranks: Uint8Array, code: number): number => (rankOf(ranks, code) === 0 ? UNKNOWN : code);

/** Returns the code with the higher priority. `current` is 0 before the first code. */
function chooseFirst(ranks: Uint8Array, current: number, next: number): number {
  return current === 0 || rankOf(ranks, next) < rankOf(ranks, current) ? next : current;
}
