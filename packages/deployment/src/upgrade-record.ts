import { z } from 'zod';
import { parseJson } from './node-request.ts';

const version = z.string().regex(/^\d+\.\d+\.\d+$/);

const serviceSchema = z.strictObject({
  service: z.enum(['node', 'insights', 'aggregation']),
  /** The backup from before the upgrade: the names of its files begin with this. */
  backup: z.string().regex(/^[\w-]+$/),
  createdAt: z.iso.datetime(),
  /** Schema versions of the databases before the upgrade, by part of the backup. */
  schemas: z.record(z.string(), z.int().min(0)),
  /** Rows by table before the upgrade. */
  rows: z.record(z.string(), z.int().min(0)),
});

const recordSchema = z.strictObject({
  from: version,
  to: version,
  completed: z.boolean(),
  /** Names of the kept Compose files. */
  composeFiles: z.array(z.string().regex(/^[a-z]+\.yaml$/)).min(1),
  services: z.array(serviceSchema).min(1),
});

/** An upgrade of a machine, which `waylight upgrade --back` undoes. */
export type UpgradeRecord = Readonly<z.infer<typeof recordSchema>>;

/** Undefined if the text is no such record. */
export const parseUpgradeRecord = (text: string): UpgradeRecord | undefined => parseJson(text, recordSchema);
