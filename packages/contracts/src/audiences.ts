import type { ShareWith as WireShareWith } from './gen/waylight/incident/v1/codes.ts';
import type { Audience as WireAudience } from './gen/waylight/release/v1/release.ts';

// Browsers load this file, so that it imports no generated code at run time. The types compare its numbers with proto/.

type Names<Enum> = Lowercase<Exclude<keyof Enum, 'UNSPECIFIED'> & string>;

/** How widely a report is shared, narrowest first: its organisation, its country's node, then the audiences. */
export const SHARE_WITH = [
  'organisation',
  'country',
  'partners',
  'network',
  'authorities',
  'public',
] as const satisfies readonly Names<typeof WireShareWith>[];
export type ShareWith = (typeof SHARE_WITH)[number];

/**
 * The one table of audiences, narrowest first: the member organisations, the network that reports through them, state bodies,
 * everyone. `number` is their number in messages. A release counts the reports shared with `sharedFrom` or more widely.
 */
const TABLE: {
  readonly [Key in Exclude<keyof typeof WireAudience, 'UNSPECIFIED'> as Lowercase<Key>]: {
    readonly number: (typeof WireAudience)[Key];
    readonly sharedFrom: (typeof WireShareWith)[Key];
  };
} = {
  partners: { number: 1, sharedFrom: 3 },
  network: { number: 2, sharedFrom: 4 },
  authorities: { number: 3, sharedFrom: 5 },
  public: { number: 4, sharedFrom: 6 },
};

export type Audience = keyof typeof TABLE;

export const AUDIENCES = Object.keys(TABLE) as readonly Audience[];

export const audienceNumber = (audience: Audience): WireAudience => TABLE[audience].number;

/** The narrowest sharing that a release for this audience counts, as its number in messages. */
export const sharedFromOf = (audience: Audience): WireShareWith => TABLE[audience].sharedFrom;

/** The audience of a number in a message; undefined for UNSPECIFIED and for one that this version does not have. */
export function audienceByNumber(number: WireAudience): Audience | undefined {
  return AUDIENCES.find((audience) => TABLE[audience].number === number);
}

/** The audience of a release; any other number is read as the narrowest. */
export function audienceOrNarrowest(number: WireAudience): Audience {
  return audienceByNumber(number) ?? 'partners';
}
