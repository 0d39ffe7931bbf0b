import { deriveKey } from '../rounding/keyed-uniform.ts';

/** Rows that one period merges into the pooled row of a table, by table id. */
export type MergedRows = Readonly<Record<string, readonly string[]>>;

/** One of the possible draws of a period. All tables and audiences of the period share it. */
export type DrawVariant = {
  /** Number of earlier draws of the period with the same merged rows that were rejected. */
  readonly attempt: number;
  readonly mergedRows: MergedRows;
};

export const FIRST_DRAW: DrawVariant = { attempt: 0, mergedRows: {} };

/** Key of a variant. Each variant of each period has independent random numbers. The order of rows and tables has no effect. */
export function keyOfVariant(
  secret: Uint8Array,
  period: string,
  { attempt, mergedRows }: DrawVariant,
): Uint8Array {
  const merged = Object.keys(mergedRows)
    .sort()
    .map((table) => [table, [...(mergedRows[table] ?? [])].sort()]);
  return deriveKey(secret, ['waylight/variant/v1', period, String(attempt), JSON.stringify(merged)]);
}
