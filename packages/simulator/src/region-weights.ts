/**
 * Invented weights of the simulated region. They resemble real reports: most come from the two countries next to the EU's border,
 * pushbacks and violence are most frequent, and summer is the peak. They are not estimates.
 */
import type { NodeCountry } from '@waylight/contracts';

type Weighted<T> = readonly (readonly [value: T, weight: number])[];

export const NODES: Weighted<NodeCountry> = [
  ['RS', 34],
  ['BA', 28],
  ['MK', 15],
  ['AL', 8],
  ['ME', 8],
  ['XK', 7],
];

/** Places of incidents by reporting node: mostly its own country, sometimes just across the border. */
export const PLACES: Readonly<Record<NodeCountry, Weighted<{ country: string; segment?: string }>>> = {
  RS: [
    [{ country: 'RS' }, 40],
    [{ country: 'RS', segment: 'MK-RS' }, 12],
    [{ country: 'RS', segment: 'BG-RS' }, 12],
    [{ country: 'HU', segment: 'RS-HU' }, 14],
    [{ country: 'RS', segment: 'RS-BA' }, 8],
  ],
  BA: [
    [{ country: 'BA' }, 38],
    [{ country: 'HR', segment: 'BA-HR' }, 22],
    [{ country: 'BA', segment: 'RS-BA' }, 14],
    [{ country: 'BA', segment: 'ME-BA' }, 6],
  ],
  MK: [
    [{ country: 'MK' }, 40],
    [{ country: 'MK', segment: 'GR-MK' }, 30],
    [{ country: 'MK', segment: 'MK-RS' }, 15],
  ],
  AL: [
    [{ country: 'AL' }, 50],
    [{ country: 'AL', segment: 'GR-AL' }, 30],
    [{ country: 'AL', segment: 'AL-ME' }, 12],
  ],
  ME: [
    [{ country: 'ME' }, 50],
    [{ country: 'ME', segment: 'AL-ME' }, 25],
    [{ country: 'ME', segment: 'ME-BA' }, 20],
  ],
  XK: [
    [{ country: 'XK' }, 60],
    [{ country: 'XK', segment: 'AL-XK' }, 20],
    [{ country: 'XK', segment: 'XK-RS' }, 15],
  ],
};

export const TYPES: Weighted<string> = [
  ['pushback', 26],
  ['physical-violence', 22],
  ['theft-robbery', 14],
  ['threats-intimidation', 8],
  ['destruction-of-belongings', 6],
  ['denial-of-asylum', 5],
  ['extortion-ransom', 5],
  ['kidnapping-detention', 4],
  ['abandonment-by-smugglers', 3],
  ['sexual-violence-other', 2],
  ['sexual-violence-rape', 1],
  ['trafficking-labour', 1],
  ['trafficking-sexual', 1],
  ['exploitation', 1],
  ['missing-person', 1],
];

export const PERPETRATORS: Weighted<string> = [
  ['unknown', 34],
  ['border-guard', 20],
  ['police', 18],
  ['smuggler', 10],
  ['organised-criminal-group', 7],
  ['smuggler-guide', 4],
  ['local-resident', 4],
  ['other-person-on-the-move', 3],
];

export const METHODS: Weighted<string> = [
  ['unknown', 40],
  ['on-foot-with-guide', 22],
  ['without-guide', 16],
  ['lorry', 7],
  ['van', 6],
  ['car', 5],
  ['river-crossing', 4],
];

export const ORIGINS: Weighted<string> = [
  ['AF', 30],
  ['SY', 22],
  ['PK', 10],
  ['MA', 9],
  ['TR', 8],
  ['IQ', 5],
  ['BD', 4],
  ['NP', 3],
  ['SO', 2],
];

export const PERSONS: Weighted<{ sex: string; ageBand: string; flags: string[] }> = [
  [{ sex: 'male', ageBand: '18-29', flags: [] }, 44],
  [{ sex: 'male', ageBand: '30-59', flags: [] }, 20],
  [{ sex: 'male', ageBand: '12-17', flags: ['unaccompanied'] }, 13],
  [{ sex: 'female', ageBand: '18-29', flags: [] }, 9],
  [{ sex: 'female', ageBand: '30-59', flags: [] }, 6],
  [{ sex: 'female', ageBand: '0-11', flags: [] }, 3],
  [{ sex: 'male', ageBand: '0-11', flags: [] }, 3],
  [{ sex: 'female', ageBand: '12-17', flags: ['separated'] }, 2],
];

/** The first service that a person received; most reports have none. */
export const SERVICES: Weighted<string> = [
  ['none', 46],
  ['medical', 14],
  ['food', 11],
  ['legal-aid', 9],
  ['psychosocial', 6],
  ['shelter', 5],
  ['asylum-procedure', 3],
  ['child-protection', 3],
  ['safe-house', 1],
  ['anti-trafficking', 1],
  ['police-prosecutor', 1],
];

export const OUTCOMES: Weighted<string> = [
  ['given', 60],
  ['referred', 20],
  ['unknown', 10],
  ['declined', 6],
  ['unavailable', 4],
];

/** Persons harmed in one incident, each with a description. */
export const GROUP_SIZES: Weighted<number> = [
  [1, 60],
  [2, 18],
  [3, 10],
  [5, 8],
  [9, 4],
];

/** Persons of a group without their own description. */
export const UNDESCRIBED_PERSONS: Weighted<number> = [
  [0, 92],
  [6, 5],
  [22, 3],
];

export const SHARE_WITH: Weighted<string> = [
  ['partners', 36],
  ['network', 30],
  ['public', 14],
  ['authorities', 10],
  ['country', 7],
  ['organisation', 3],
];

/** Sharing in the example data of a trial: wide enough that every audience has tables. */
export const EXAMPLE_SHARE_WITH: Weighted<string> = [
  ['partners', 29],
  ['network', 24],
  ['public', 20],
  ['authorities', 17],
  ['country', 7],
  ['organisation', 3],
];

/** Relative frequency of the calendar months, January first. */
export const SEASON = [0.7, 0.7, 0.85, 1, 1.1, 1.2, 1.25, 1.3, 1.25, 1.1, 0.85, 0.7];
