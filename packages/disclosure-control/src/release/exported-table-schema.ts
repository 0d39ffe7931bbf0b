import { AUDIENCES } from '@waylight/contracts/audiences';
import { EFFORT_STEP } from '@waylight/presentation';
import { z } from 'zod';
import { SHARES } from './completeness.ts';

/** The code for all codes of a dimension together. A number with this code is a margin. */
export const TOTAL = 'TOTAL';

const codeSchema = z
  .string()
  .min(1)
  .max(100)
  // Text that is not well-formed has no UTF-8 encoding, so it cannot be signed.
  .refine((text) => text.isWellFormed(), 'must be well-formed text');

/** Signature of a released table, see `checkSignature`. */
const releaseSignatureSchema = z.strictObject({
  keyId: z.string().regex(/^[0-9a-f]{16}$/, 'must be 16 hex digits'),
  algorithm: z.literal('Ed25519'),
  value: z.string().regex(/^[A-Za-z0-9+/]{86}==$/, 'must be 64 bytes in base64'),
});

export type ReleaseSignature = z.infer<typeof releaseSignatureSchema>;

const shareSchema = z.enum(SHARES).optional();
const effortSchema = z.int().min(0).multipleOf(EFFORT_STEP).optional();

/**
 * A released table as a document, for checks and further use: each number with its coordinates. The signature covers everything
 * except `notices`, which follow from the rest. It is permanent, so a new property must be omitted for releases without it.
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
    .describe('Last day on which reports count, by the plan; a later release counts the reports known then'),
  planVersion: z.int(),
  marginsAreSums: z
    .literal(true)
    .optional()
    .describe(
      'Only cells are less than k from the number reported: rows, columns and total are sums of cells',
    ),
  trial: z.literal(true).optional().describe('The reports are simulated, as in a trial'),
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
    .describe('The table whose numbers it breaks down if they reach `from`'),
  notBrokenDown: z
    .array(z.record(codeSchema, codeSchema))
    .max(100_000)
    .optional()
    .describe('Numbers that the release does not give, because the number that they break down is too small'),
  victims: z
    .strictObject({
      k: z.int().min(10).describe('Every sum is a multiple of it'),
      from: z.int().describe('Minimum number of released incidents behind a sum'),
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
          .describe('One country, or all with few expected organisations together'),
        stated: shareSchema.describe('Share of the expected organisations with an activity report'),
        present: shareSchema.describe('Share of the expected organisations that reported to be present'),
        fieldVisits: effortSchema.describe('Reported field visits, to the nearest 10'),
        staffDays: effortSchema.describe('Reported working days of staff in the field, to the nearest 10'),
      }),
    )
    .min(1)
    .max(50)
    .optional()
    .describe('Completeness of reporting, from activity reports alone, never from reports of incidents'),
  notices: z
    .array(z.string().max(2_000))
    .max(20)
    .describe(
      'Notices that must accompany the numbers. They follow from signed members, and checks compare them',
    ),
  signature: releaseSignatureSchema.optional().describe('Covers everything but the notices'),
});

export type ExportedTable = z.infer<typeof exportedTableSchema>;

/** A position in a table: a code of each of its dimensions. */
export type Coordinates = Readonly<Record<string, string>>;

export type ParsedExportedTable =
  | { readonly ok: true; readonly table: ExportedTable }
  | { readonly ok: false; readonly problems: readonly string[] };

export function parseExportedTable(input: unknown): ParsedExportedTable {
  const parsed = exportedTableSchema.safeParse(input);
  if (parsed.success) return { ok: true, table: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the table'}: ${message}`),
  };
}
