import { findSegment, looksLikeChain, parseChain, type Segment } from '@waylight/taxonomy';
import { type Findings, refuse } from './findings.ts';
import { isText, refuseLookup } from './read-code.ts';
import { createRemembered } from './remembered.ts';

export type AtBorder = {
  /** The segment's number in the code book; 0 is unknown. */
  readonly segment: number;
  /** The countries of a chain pushback in the order of its legs. */
  readonly chain: readonly string[];
  /** Countries that the segment, or the chain, touches. */
  readonly touches: readonly string[];
};

const UNKNOWN: AtBorder = { segment: 0, chain: [], touches: [] };

/**
 * The border segment, with its direction. `SI | HR → HR | BA` is one chain pushback and ends at the segment of its last
 * leg. A stretch without a direction is two segments, and refused.
 */
export function readSegment(text: string, country: string | undefined, findings: Findings): AtBorder {
  if (text === '' || !isText(text, 'segment', findings)) return UNKNOWN;
  const border = looksLikeChain(text) ? readChain(text, findings) : readPlain(text, findings);
  if (border === undefined) return UNKNOWN;
  const { touches } = border;
  if (touches.length > 0 && country !== undefined && country !== 'unknown' && !touches.includes(country))
    refuse(findings, 'segment', 'does not touch the country that the report states', touches);
  return border;
}

const segments = createRemembered<AtBorder>();

function readPlain(text: string, findings: Findings): AtBorder | undefined {
  const known = segments.get(text);
  if (known !== undefined) return known;
  const lookup = findSegment(text);
  if (lookup.kind === 'found') return segments.keep(text, atBorder(lookup.found));
  refuseLookup(lookup, 'segment', 'the border segments', ({ id }) => id, findings);
  return undefined;
}

function readChain(text: string, findings: Findings): AtBorder | undefined {
  const chain = parseChain(text);
  if (chain.kind === 'invalid') {
    // The parser's reason quotes the legs.
    refuse(
      findings,
      'segment',
      'is no chain of legs: write neighbouring countries as "SI | HR → HR | BA", each leg starting where the one before ends',
    );
    return undefined;
  }
  const legs = chain.type === 'chain-pushback' ? chain.countries : [];
  return { segment: chain.segment.number, chain: legs, touches: chain.countries };
}

function atBorder({ number, from, to }: Segment): AtBorder {
  return { segment: number, chain: [], touches: [from, to].flatMap((country) => country ?? []) };
}
