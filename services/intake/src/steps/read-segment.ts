import { findSegment, isPushbackChain, parsePushbackChain, type Segment } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import { addLookupViolation, checkText } from './read-code.ts';

export type Border = {
  /** The segment's number in the code book; 0 for unknown. */
  readonly segment: number;
  /** Countries of a chain pushback, in the order of its legs. */
  readonly chain: readonly string[];
  /** Countries that the segment, or the chain, touches. */
  readonly touchedCountries: readonly string[];
};

const UNKNOWN_BORDER: Border = { segment: 0, chain: [], touchedCountries: [] };

/**
 * The border segment with its direction. `SI | HR → HR | BA` is one chain pushback; its segment is that of
 * its last leg. A stretch without direction matches two segments and is refused.
 */
export function readSegment(text: string, country: string | undefined, findings: Findings): Border {
  if (text === '' || !checkText(text, 'segment', findings)) return UNKNOWN_BORDER;
  const border = isPushbackChain(text) ? readChain(text, findings) : readPlain(text, findings);
  if (border === undefined) return UNKNOWN_BORDER;
  const { touchedCountries } = border;
  if (
    touchedCountries.length > 0 &&
    country !== undefined &&
    country !== 'unknown' &&
    !touchedCountries.includes(country)
  )
    addViolation(findings, 'segment', 'does not touch the country that the report states', touchedCountries);
  return border;
}

function readPlain(text: string, findings: Findings): Border | undefined {
  const lookup = findSegment(text);
  if (lookup.kind === 'found') return toBorder(lookup.value);
  addLookupViolation(lookup, 'segment', 'the border segments', ({ id }) => id, findings);
  return undefined;
}

function readChain(text: string, findings: Findings): Border | undefined {
  const chain = parsePushbackChain(text);
  if (chain.kind === 'invalid') {
    // The text is fixed, because the parser's reason quotes the legs.
    addViolation(
      findings,
      'segment',
      'is not a chain of legs: write neighbouring countries as "SI | HR → HR | BA", where each leg starts at the end of the previous leg',
    );
    return undefined;
  }
  const legs = chain.type === 'chain-pushback' ? chain.countries : [];
  return { segment: chain.segment.number, chain: legs, touchedCountries: chain.countries };
}

function toBorder({ number, from, to }: Segment): Border {
  return { segment: number, chain: [], touchedCountries: [from, to].flatMap((country) => country ?? []) };
}
