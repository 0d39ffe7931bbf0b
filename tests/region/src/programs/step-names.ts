/** Every step of intake at which a fault may kill or suspend it, in the order in which a report passes them. */
export const INTAKE_STEPS = [
  'before the ledger commits a write',
  'after the ledger commits a write, before it is on the disk',
  'after the write is on the disk, before the answer',
  'after the answer to the sender',
  'before the append',
  'after the append, before it is marked',
  'before the mark is committed',
  'after the mark is committed',
  'before progress is applied',
  'after progress is applied',
] as const;

/** Every step of aggregation: first counting, then sending progress to nodes, then closing a period. */
export const AGGREGATION_STEPS = [
  'after the claim',
  'before the read',
  'after the read',
  'before the commit',
  'after the commit',
  'before the group offset',
  'before progress is told',
  'after progress is told',
  'before the period is frozen',
  'between two partitions of the freeze',
  'after the period is frozen, before the draw is on the log',
  'after the draw is on the log, before readers find it',
  'after readers find the release',
] as const;

export type IntakeStep = (typeof INTAKE_STEPS)[number];
export type AggregationStep = (typeof AGGREGATION_STEPS)[number];
