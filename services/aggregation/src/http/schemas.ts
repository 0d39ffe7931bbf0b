import { exportedTableSchema } from '@waylight/disclosure-control';
import { z } from 'zod';
import { WITHHELD_REASONS } from '../release/withheld-release.ts';

const period = z
  .string()
  .max(10)
  .optional()
  .describe('A release period such as 2025-W10, 2025-03, 2025-Q1 or 2025; by default all due periods');

export const previewSchema = z.object({ period });
export const publishSchema = z.strictObject({ period });

const withheldSchema = z
  .array(
    z.object({
      tableId: z.string(),
      period: z.string(),
      reason: z.enum(WITHHELD_REASONS),
    }),
  )
  .describe('Withheld tables of due periods');

export const previewedSchema = z.object({
  releases: z.array(exportedTableSchema).describe('The drawn tables, exactly as they will be published'),
  withheld: withheldSchema,
});

export const publishedSchema = z.object({
  releaseIds: z.array(z.string()).describe('Releases that this call published'),
  withheld: withheldSchema,
});
