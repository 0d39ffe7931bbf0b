import type { ShareWith as WireShareWith } from './gen/waylight/incident/v1/codes.ts';
import type { Audience as WireAudience } from './gen/waylight/release/v1/release.ts';

// Browsers load this file, so it must not import generated code at run time. Its types check the numbers against proto/.

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
 * The only table of audiences, narrowest first: the member organisations (`partners`, "members" in pages), the network that reports
 * through them, state bodies, everyone. `number` is the number of the audience in messages. A release for the audience counts reports that are shared with
 * `sharedFrom` or more widely.
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

/** Returns the narrowest sharing that a release for this audience counts, as a number in messages. */
export const sharedFromOf = (audience: Audience): WireShareWith => TABLE[audience].sharedFrom;

/** Returns the audience of a number in a message; undefined for UNSPECIFIED and for numbers that this version does not know. */
export function audienceByNumber(number: WireAudience): Audience | undefined {
  return AUDIENCES.find((audience) => TABLE[audience].number === number);
}

/** Returns the audience of a release. An unknown number is read as the narrowest audience. */
export function audienceOrNarrowest(number: WireAudience): Audience {
  return audienceByNumber(number) ?? 'partners';
}
