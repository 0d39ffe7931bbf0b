import { AUDIENCES } from '@waylight/contracts/audiences';
import { EFFORT_STEP } from '@waylight/presentation';
import { z } from 'zod';
import { SHARES } from './completeness.ts';

/** Stands for all codes of a dimension: the number is a margin. */
export const TOTAL = 'TOTAL';

const codeSchema = z
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

const shareSchema = z.enum(SHARES).optional();
const effortSchema = z.int().min(0).multipleOf(EFFORT_STEP).optional();

/**
 * A released table as a document, for whoever wants to check it or to go on with it: each number by what it counts. All of it but
 * `notices` is signed, and signatures are for good: a member that is added must be left out where a release's event has nothing to say in it.
 */
export const exportedTableSchema = z.strictObject({
  release: codeSchema,
  table: codeSchema,
  period: codeSchema,
  audience: z.enum(AUDIENCES),
  k: z.int().min(5).describe('Every number is a multiple of it'),
  unit: codeSchema,
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
    .record(codeSchema, z.strictObject({ tree: z.record(codeSchema, z.array(codeSchema)) }))
    .describe('Each node of a tree is the sum of those under it'),
  cells: z
    .array(z.strictObject({ coords: z.record(codeSchema, codeSchema), value: z.int() }))
    .min(1)
    .max(100_000),
  splits: z
    .strictObject({ table: codeSchema, from: z.int() })
    .optional()
    .describe('The table whose numbers it breaks down, where they are as large as that'),
  notBrokenDown: z
    .array(z.record(codeSchema, codeSchema))
    .max(100_000)
    .optional()
    .describe('Numbers that the release does not give: what they break down was too small'),
  victims: z
    .strictObject({
      k: z.int().min(10).describe('Every sum is a multiple of it'),
      from: z.int().describe('Given where so many incidents were released'),
      sums: z.array(z.strictObject({ coords: z.record(codeSchema, codeSchema), value: z.int() })).max(1_000),
    })
    .optional()
    .describe('Sums of victims as stated in reports, not de-duplicated, by the codes of the rows'),
  completeness: z
    .array(
      z.strictObject({
        countries: z
          .array(codeSchema)
          .min(1)
          .max(50)
          .describe('One, or those together in which few organisations are expected'),
        stated: shareSchema.describe(
          'Of the organisations expected: those that said what they did in the month',
        ),
        present: shareSchema.describe('Of the organisations expected: those that said that they were there'),
        fieldVisits: effortSchema.describe('Visits to the field that they stated, to the nearest 10'),
        staffDays: effortSchema.describe(
          'Working days of staff in the field that they stated, to the nearest 10',
        ),
      }),
    )
    .min(1)
    .max(50)
    .optional()
    .describe(
      'How completely organisations said what they did; from activity records alone, never from reports',
    ),
  notices: z
    .array(z.string().max(2_000))
    .max(20)
    .describe('What must be said with the numbers: that they are simulated, footnotes; not signed'),
  signature: releaseSignatureSchema.optional().describe('Over all but the notices'),
});

export type ExportedTable = z.infer<typeof exportedTableSchema>;

/** A place in a table: a code of each of its dimensions. */
export type Coordinates = Readonly<Record<string, string>>;

export type ParsedExportedTable =
  | { readonly ok: true; readonly table: ExportedTable }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads one table of a file. */
export function parseExportedTable(input: unknown): ParsedExportedTable {
  const parsed = exportedTableSchema.safeParse(input);
  if (parsed.success) return { ok: true, table: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the table'}: ${message}`),
  };
}
