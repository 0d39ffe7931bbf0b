import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { HEALTH, nodeLayout, regionLayout, SERVICES } from '@waylight/deployment';
import { usageFailure } from '../failure.ts';
import { parseEnvFile } from '../installation/installation.ts';

export type MachineKind = 'node' | 'region';

/** Recognises the folder by the files that the commands write. @throws CommandFailure if it is neither. */
export function kindOf(dir: string): MachineKind {
  if (existsSync(nodeLayout(dir).variables)) return 'node';
  if (existsSync(regionLayout(dir).aggregation.variables)) return 'region';
  throw usageFailure(
    existsSync(nodeLayout(dir).nodeKeys)
      ? `${dir} still waits for the region's answer`
      : `${dir} is not the folder of a node or region`,
    existsSync(nodeLayout(dir).nodeKeys)
      ? 'Accept it with waylight node accept answer-CC.tar.'
      : 'Prepare it with waylight node init or waylight region init, or name the folder with --dir.',
  );
}

/** Settings of Compose. */
export const readSettings = async (dir: string) =>
  parseEnvFile(await readFile(regionLayout(dir).settings, 'utf8')).variables;

/** The port on this machine at which a node publishes health and metrics. */
export const readHealthPort = async (dir: string): Promise<number> =>
  Number((await readSettings(dir))[SERVICES.intake.health.setting] ?? HEALTH.port);
