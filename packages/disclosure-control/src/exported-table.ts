import { isoDay } from '@waylight/calendar';
import { z } from 'zod';
import { AUDIENCES, type Audience } from './audiences.ts';
import { ALL, TOGETHER } from './axis.ts';
import type { VictimSums } from './draw-victims.ts';
import { drawnTableOf, type ReleasedNumbers } from './drawn-table.ts';

/** Stands for all codes of a dimension: the number is a margin. */
export const TOTAL = 'TOTAL';

const code = z
  .string()
  .min(1)
  .max(100)
  // What is none can't be signed: it has no bytes in UTF-8.
  .refine((text) => text.isWellFormed(), 'wants a text of whole characters');

/** Who vouches for a released table; see `checkSignature`. */
const releaseSignatureSchema = z.strictObject({
  keyId: z.string().regex(/^[0-9a-f]{16}$/, 'wants 16 hex digits'),
  algorithm: z.literal('Ed25519'),
  value: z.string().regex(/^[A-Za-z0-9+/]{86}==$/, 'wants 64 bytes in base64'),
});

export type ReleaseSignature = z.infer<typeof releaseSignatureSchema>;

/**
 * A released table as a document, for whoever wants to check it or to go on with it: each number by what it counts. All of it but
 * `notices` is signed, and signatures are for good: a member that is added must be left out where a release's event has nothing to say in it.
 */
export const exportedTableSchema = z.strictObject({
  release: code,
  table: code,
  period: code,
  audience: z.enum(AUDIENCES),
  k: z.int().min(5).describe('Every number is a multiple of it'),
  unit: code,
  from: z.iso.date(),
  to: z.iso.date(),
  closed: z.iso
    .date()
    .describe('The day after which the plan closes it; one that is made later counts what is known then'),
  planVersion: z.int(),
  marginsAreSums: z
    .literal(true)
    .optional()
    .describe('Only the cells are less than k from the truth: rows, columns and total are sums of cells'),
  dimensions: z
    .record(code, z.strictObject({ tree: z.record(code, z.array(code)) }))
    .describe('Each node of a tree is the sum of those under it'),
  cells: z
    .array(z.strictObject({ coords: z.record(code, code), value: z.int() }))
    .min(1)
    .max(100_000),
  splits: z
    .strictObject({ table: code, from: z.int() })
    .optional()
    .describe('The table whose numbers it breaks down, where they are as large as that'),
  notBrokenDown: z
    .array(z.record(code, code))
    .max(100_000)
    .optional()
    .describe('Numbers that the release does not give: what they break down was too small'),
  victims: z
    .strictObject({
      k: z.int().min(10).describe('Every sum is a multiple of it'),
      from: z.int().describe('Given where so many incidents were released'),
      sums: z.array(z.strictObject({ coords: z.record(code, code), value: z.int() })).max(1_000),
    })
    .optional()
    .describe('Sums of victims as stated in reports, not de-duplicated, by the codes of the rows'),
  notices: z
    .array(z.string().max(2_000))
    .max(20)
    .describe('What must be said with the numbers: that they are simulated, footnotes; not signed'),
  signature: releaseSignatureSchema.optional().describe('Over all but the notices; older releases have none'),
});

export type ExportedTable = z.infer<typeof exportedTableSchema>;

/** A release as its event says it. */
export type ReleaseToExport = ReleasedNumbers & {
  readonly releaseId: string;
  readonly unit: string;
  readonly fromDay: number;
  readonly toDay: number;
  readonly closedDay: number;
  readonly planVersion: number;
  readonly rowDimension: string;
  readonly columnDimension: string;
  readonly marginsAreSums?: boolean;
  readonly splitsTable?: string;
  readonly brokenDownFrom?: number;
  /** Empty, like its key, in a release that was made before releases were signed. */
  readonly signature?: Uint8Array;
  readonly signingKeyId?: string;
};

/** Every number of a release, margins and total among them, with the signature that its event has. */
export function exportTable(
  release: ReleaseToExport,
  audience: Audience,
  notices: readonly string[],
): ExportedTable {
  const drawn = drawnTableOf(release);
  const [rows, columns] = [
    { dimension: release.rowDimension, codes: drawn.rows },
    { dimension: release.columnDimension, codes: drawn.columns },
  ];
  const numbers = placesOf(rows).flatMap(({ coords: row, at: r }) =>
    placesOf(columns).map(({ coords: column, at: c }) => {
      const value =
        r === undefined
          ? c === undefined
            ? drawn.total
            : drawn.columnTotals[c]
          : c === undefined
            ? drawn.rowTotals[r]
            : drawn.cells[r]?.[c];
      if (value === undefined) throw new RangeError('A release lacks a number of its table');
      return { coords: { ...row, ...column }, value };
    }),
  );
  const withheld = numbers.flatMap(({ coords, value }) => (value === null ? [coords] : []));
  return {
    release: release.releaseId,
    table: release.tableId,
    period: release.period,
    audience,
    k: release.k,
    unit: release.unit,
    from: isoDay(release.fromDay),
    to: isoDay(release.toDay),
    closed: isoDay(release.closedDay),
    planVersion: release.planVersion,
    ...(release.marginsAreSums === true ? { marginsAreSums: true } : {}),
    dimensions: Object.fromEntries(
      [rows, columns]
        .filter(({ dimension }) => dimension !== ALL)
        .map(({ dimension, codes }) => [dimension, { tree: treeOf(codes) }]),
    ),
    cells: numbers.flatMap(({ coords, value }) => (value === null ? [] : [{ coords, value }])),
    ...(withheld.length > 0 ? { notBrokenDown: withheld } : {}),
    ...(release.splitsTable
      ? { splits: { table: release.splitsTable, from: release.brokenDownFrom ?? 0 } }
      : {}),
    ...(drawn.victims === undefined ? {} : { victims: exportVictims(drawn.victims, rows) }),
    notices: [...notices],
    ...signatureOf(release),
  };
}

function exportVictims({ base, from, rows, total }: VictimSums, line: Line): ExportedTable['victims'] {
  const sums = placesOf(line).flatMap(({ coords, at }) => {
    const value = at === undefined ? total : rows[at];
    return value === null || value === undefined ? [] : [{ coords, value }];
  });
  return { k: base, from, sums };
}

type Line = { readonly dimension: string; readonly codes: readonly string[] };

/** The places of a line of codes: each by itself, and all together. A line that tells nothing apart has one place, its one code. */
export function placesOf({ dimension, codes }: Line): { coords: Coordinates; at: number | undefined }[] {
  if (dimension === ALL) return [{ coords: {}, at: 0 }];
  return [
    ...codes.map((code, at) => ({ coords: { [dimension]: code }, at })),
    { coords: { [dimension]: TOTAL }, at: undefined },
  ];
}

/** Those that are taken together stand beside the tree: each of them is in it already. */
function treeOf(codes: readonly string[]): Record<string, string[]> {
  const each = codes.filter((code) => code !== TOGETHER);
  return { [TOTAL]: each, ...(each.length < codes.length ? { [TOGETHER]: [] } : {}) };
}

function signatureOf({ signature, signingKeyId = '' }: ReleaseToExport): Pick<ExportedTable, 'signature'> {
  if (signature === undefined || signature.length === 0 || signingKeyId === '') return {};
  const value = Buffer.from(signature).toString('base64');
  return { signature: { keyId: signingKeyId, algorithm: 'Ed25519', value } };
}

export type ParsedExport =
  | { readonly ok: true; readonly table: ExportedTable }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads one table of a file. */
export function parseExported(input: unknown): ParsedExport {
  const parsed = exportedTableSchema.safeParse(input);
  if (parsed.success) return { ok: true, table: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the table'}: ${message}`),
  };
}

/**
 * What is wrong with a table: its id and dates, and its numbers, each with its place: one that is no multiple of k, that is missing or there
 * twice, that stands for no code, or that is not the sum of those under it. Empty for a table as it was released.
 */
export function checkExported(table: ExportedTable): string[] {
  const { k, dimensions, cells } = table;
  const names = Object.keys(dimensions);
  const problems: string[] = [];
  if (table.release !== `${table.table}.${table.period}.${table.audience}`)
    problems.push('the id is not that of its table, period and audience');
  if (table.from > table.to) problems.push('the period ends before it begins');
  const withheld = new Set((table.notBrokenDown ?? []).map((coords) => placeOf(names, coords)));
  const values = new Map<string, number>();
  for (const { coords, value } of cells) {
    const place = placeOf(names, coords);
    const isPlace =
      Object.keys(coords).length === names.length &&
      names.every((name) => codesOf(dimensions[name]).includes(coords[name] ?? ''));
    if (!isPlace) problems.push(`${place}: stands for nothing in this table`);
    else if (values.has(place)) problems.push(`${place}: is there twice`);
    else values.set(place, value);
    if (value < 0 || value % k !== 0) problems.push(`${place}: ${value} is not a multiple of ${k}`);
  }
  for (const coords of everyPlace(dimensions, names)) {
    const value = values.get(placeOf(names, coords));
    if (value === undefined) {
      if (!withheld.has(placeOf(names, coords))) problems.push(`${placeOf(names, coords)}: is missing`);
      continue;
    }
    if (withheld.has(placeOf(names, coords)))
      problems.push(`${placeOf(names, coords)}: is said not to be broken down, and has a number`);
    for (const name of names) {
      const parts = dimensions[name]?.tree[coords[name] ?? ''];
      if (parts === undefined || parts.length === 0) continue;
      const numbers = parts.map((part) => values.get(placeOf(names, { ...coords, [name]: part })));
      if (numbers.includes(undefined)) continue;
      const sum = numbers.reduce<number>((all, number) => all + (number ?? 0), 0);
      if (sum !== value)
        problems.push(`${placeOf(names, coords)}: is ${value}, and adds up to ${sum} by ${name}`);
    }
  }
  return [...problems, ...problemsOfVictims(table)];
}

/** Sums stand for codes of one dimension, or all of them; where all are given they add up, and never to more than the total. */
function problemsOfVictims({ victims, dimensions }: ExportedTable): string[] {
  if (victims === undefined) return [];
  const problems: string[] = [];
  const values = new Map<string, number>();
  const [name = ''] = Object.keys(victims.sums[0]?.coords ?? {});
  for (const { coords, value } of victims.sums) {
    const place = `victims, ${placeOf(Object.keys(coords), coords)}`;
    const code = coords[name] ?? '';
    if (Object.keys(coords).length !== 1 || !codesOf(dimensions[name]).includes(code))
      problems.push(`${place}: stands for nothing in this table`);
    else if (values.has(code)) problems.push(`${place}: is there twice`);
    values.set(code, value);
    if (value < 0 || value % victims.k !== 0)
      problems.push(`${place}: ${value} is not a multiple of ${victims.k}`);
  }
  const total = values.get(TOTAL);
  const parts = (dimensions[name]?.tree[TOTAL] ?? []).map((code) => values.get(code));
  const sum = parts.reduce<number>((all, value) => all + (value ?? 0), 0);
  if (total !== undefined && (sum > total || (sum < total && !parts.includes(undefined))))
    problems.push(`victims: the total is ${total}, and the sums add up to ${sum}`);
  return problems;
}

export type Coordinates = Readonly<Record<string, string>>;

const placeOf = (names: readonly string[], coords: Coordinates): string =>
  names.map((name) => `${name} ${coords[name] ?? '?'}`).join(', ');

/** All codes of a dimension, inner nodes and leaves. */
function codesOf(dimension: ExportedTable['dimensions'][string] | undefined): string[] {
  const tree = dimension?.tree ?? {};
  return [...new Set([...Object.keys(tree), ...Object.values(tree).flat()])];
}

function everyPlace(dimensions: ExportedTable['dimensions'], names: readonly string[]): Coordinates[] {
  return names.reduce<Coordinates[]>(
    (places, name) =>
      places.flatMap((place) => codesOf(dimensions[name]).map((one) => ({ ...place, [name]: one }))),
    [{}],
  );
}
