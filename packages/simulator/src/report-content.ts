import { isoDay } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { areasOfCountry, regionOfCountry } from '@waylight/taxonomy';
import type { Random } from './random.ts';
import * as region from './region-weights.ts';
import * as shape from './years-weights.ts';

/** A report's content in codes of the code book. */
export type ReportContent = {
  /** "2025-03-14", "2025-03" or "2025", by its precision. */
  readonly occurredOn: string;
  readonly country: string;
  readonly area: string;
  readonly segment: string;
  readonly type: string;
  readonly perpetrator: string;
  readonly method: string;
  readonly personGroup: string;
  readonly originRegion: string;
  readonly shareWith: string;
  /** Undefined if not stated. */
  readonly victims: number | undefined;
  /** The only recorded service and its outcome; both are `none` for most reports. */
  readonly service: string;
  readonly serviceOutcome: string;
};

/** `details` draws fields that were added later, so that a seed still gives the same values for the other fields. */
export type Randoms = { readonly random: Random; readonly details: Random };

/** Draws the content of a report to a node about an incident of a type on a day. */
export function drawReportContent(
  { random, details }: Randoms,
  { node, type, day }: { readonly node: NodeCountry; readonly type: string; readonly day: number },
): ReportContent {
  const victims = details.pick(shape.VICTIMS);
  const service = details.pick(region.SERVICES);
  const outcome = details.pick(region.OUTCOMES);
  return {
    occurredOn: drawStatedDate(random, day),
    ...drawPlace(random, node),
    type,
    perpetrator: random.pick(region.PERPETRATORS),
    method: random.pick(region.METHODS),
    personGroup: random.pick(shape.PERSON_GROUPS),
    originRegion: regionOfCountry(random.pick(region.ORIGINS)),
    shareWith: random.pick(region.SHARE_WITH),
    victims,
    service,
    serviceOutcome: service === 'none' ? 'none' : outcome,
  };
}

const CHARACTERS = { day: 'yyyy-mm-dd', month: 'yyyy-mm', year: 'yyyy' } as const;

export function drawStatedDate(random: Random, day: number): string {
  return isoDay(day).slice(0, CHARACTERS[random.pick(shape.PRECISIONS)].length);
}

export function drawPlace(
  random: Random,
  node: NodeCountry,
): Pick<ReportContent, 'country' | 'area' | 'segment'> {
  const { country, segment = 'not-at-border' } = random.pick(region.PLACES[node]);
  const areas = areasOfCountry(country);
  // Most incidents are in a few areas. Weights fall as 1, 1/2, 1/3, as for organisations.
  const area = areas.length === 0 ? 'unknown' : random.pick(areas.map(({ id }, n) => [id, 1 / (n + 1)]));
  return { country, segment, area };
}
