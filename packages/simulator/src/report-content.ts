import { isoDay } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { areasOfCountry, regionOfCountry } from '@waylight/taxonomy';
import type { Random } from './random.ts';
import * as region from './region-weights.ts';
import * as shape from './years-weights.ts';

/** What a report says, in codes of the code book. */
export type ReportContent = {
  /** "2025-03-14", "2025-03" or "2025": as exactly as it is known. */
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
  /** Undefined where the report does not say. */
  readonly victims: number | undefined;
  /** The one that tables count. */
  readonly service: string;
};

/** `details` draws what came to be said later than the rest, so that a seed still gives the region that it gave before. */
export type Randoms = { readonly random: Random; readonly details: Random };

/** What is said of an incident of a type on a day, by the node that it is reported to. */
export function drawReportContent(
  { random, details }: Randoms,
  { node, type, day }: { readonly node: NodeCountry; readonly type: string; readonly day: number },
): ReportContent {
  return {
    occurredOn: drawStatedDate(random, day),
    ...drawPlace(random, node),
    type,
    perpetrator: random.pick(region.PERPETRATORS),
    method: random.pick(region.METHODS),
    personGroup: random.pick(shape.PERSON_GROUPS),
    originRegion: regionOfCountry(random.pick(region.ORIGINS)),
    shareWith: random.pick(region.SHARE_WITH),
    victims: details.pick(shape.VICTIMS),
    service: details.pick(region.SERVICES),
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
  // Where most happens in a few areas of a country, their sizes fall off as those of organisations do.
  const area = areas.length === 0 ? 'unknown' : random.pick(areas.map(({ id }, n) => [id, 1 / (n + 1)]));
  return { country, segment, area };
}
