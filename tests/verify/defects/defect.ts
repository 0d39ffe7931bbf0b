/** Parts of the product. Each has at least one planted defect. */
export const AREAS = [
  'validation',
  'normalisation',
  'identity',
  'ledger',
  'relay',
  'event log',
  'counting',
  'fencing',
  'rebuild',
  'drawing',
  'rounding',
  'signing',
  'verdicts',
  'approval',
  'access',
  'audit',
  'retention',
  'restore',
  'import',
  'CLI',
] as const;
export type Area = (typeof AREAS)[number];

/** A plausible mistake, and the test file that must notice it. */
export type Defect = {
  /** Names the mistake in small letters and hyphens, such as `stale-base-accepted`. Unique. */
  readonly name: string;
  readonly area: Area;
  /** The harm to a person or a number, in one sentence. */
  readonly harm: string;
  /** Path from the root of the repository. */
  readonly file: string;
  /** Text that occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** Path of the test file, from the root of the repository. */
  readonly test: string;
};

export type Planting =
  | { readonly kind: 'planted'; readonly before: string; readonly after: string }
  | { readonly kind: 'does not apply'; readonly reason: string };

/** Puts a defect into the text of its file; `text` is undefined if the file does not exist. */
export function plant(
  text: string | undefined,
  { find, replace }: Pick<Defect, 'find' | 'replace'>,
): Planting {
  if (text === undefined) return { kind: 'does not apply', reason: 'the file does not exist' };
  // An empty text occurs everywhere.
  const times = find === '' ? 0 : text.split(find).length - 1;
  if (times !== 1) return { kind: 'does not apply', reason: `the text occurs ${times} times in the file` };
  if (find === replace) return { kind: 'does not apply', reason: 'it changes nothing' };
  return { kind: 'planted', before: text, after: text.split(find).join(replace) };
}
