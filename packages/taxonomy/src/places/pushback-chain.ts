import type { CodeId } from '../codebook/lists.ts';
import { findCountry } from './countries.ts';
import { type Segment, segmentById } from './segments.ts';

export type PushbackChain =
  | {
      readonly kind: 'chain';
      /** One incident with any number of legs. */
      readonly type: Extract<CodeId<'incidentType'>, 'pushback' | 'chain-pushback'>;
      /** Countries from the first to the last, each once per leg. */
      readonly countries: readonly string[];
      /** Segment of the last leg, where the people were left. */
      readonly segment: Segment;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

const LEGS = /\s*(?:→|⇒|➔|->|=>|>)\s*/u;

/** Whether a cell uses the notation of pushback legs. Then its bars and arrows do not separate values. */
export function isPushbackChain(text: string): boolean {
  return LEGS.test(text) && /\|/.test(text);
}

/**
 * Parses the notation of border monitors: `HR | BA` is a pushback from HR to BA, and `SI | HR → HR | BA` is one chain pushback,
 * with the segment of its last leg. Legs that do not connect are rejected.
 */
export function parsePushbackChain(text: string): PushbackChain {
  const countries: string[] = [];
  for (const leg of text.trim().split(LEGS)) {
    const ends = leg.split('|').map((part) => findCountry(part));
    const ids = ends.flatMap((end) =>
      end.kind === 'found' && end.value.id !== 'unknown' ? [end.value.id] : [],
    );
    if (ids.length !== ends.length)
      return { kind: 'invalid', reason: `a country in "${leg.trim()}" is not known` };
    const [first, ...others] = ids;
    if (first === undefined) return { kind: 'invalid', reason: 'an empty leg' };
    const last = countries.at(-1);
    if (others.length === 0) countries.push(first);
    else if (last === undefined || last === first) countries.push(...(last === undefined ? ids : others));
    else return { kind: 'invalid', reason: `the legs don't meet: ${last} is followed by ${first}` };
  }
  return chainOf(countries);
}

function chainOf(countries: readonly string[]): PushbackChain {
  const from = countries.at(-2);
  const to = countries.at(-1);
  if (from === undefined || to === undefined)
    return { kind: 'invalid', reason: 'a pushback needs two countries' };
  for (const [index, country] of countries.slice(1).entries()) {
    if (segmentById(`${countries[index]}-${country}`) === undefined) {
      return { kind: 'invalid', reason: `${countries[index]} and ${country} are not neighbours` };
    }
  }
  const segment = segmentById(`${from}-${to}`);
  if (segment === undefined) return { kind: 'invalid', reason: `${from} and ${to} are not neighbours` };
  return { kind: 'chain', type: countries.length > 2 ? 'chain-pushback' : 'pushback', countries, segment };
}
