import { exportedTableSchema } from '@waylight/disclosure-control';
import { z } from 'zod';
import { WITHHELD_REASONS } from '../release/close-due-periods.ts';

const period = z
  .string()
  .max(10)
  .optional()
  .describe('One release period, such as 2025-W10, 2025-03, 2025-Q1 or 2025; without it all that are due');

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
  .describe('Tables of due periods that do not leave');

export const previewedSchema = z.object({
  releases: z.array(exportedTableSchema).describe('Each as it will be published: it is the one draw'),
  withheld: withheldSchema,
});

export const publishedSchema = z.object({
  releaseIds: z.array(z.string()).describe('Releases that are there now and were not before'),
  withheld: withheldSchema,
});
