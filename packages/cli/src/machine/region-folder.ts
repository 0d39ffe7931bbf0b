import { readFile } from 'node:fs/promises';
import type { RegionLayout } from '@waylight/deployment';
import { usageFailure } from '../failure.ts';
import { parseEnvFile } from '../installation/installation.ts';

/** The values of the region that `region init` wrote. */
export async function readRegionSettings({ settings }: RegionLayout) {
  const { variables } = parseEnvFile(await readFile(settings, 'utf8'));
  const { WAYLIGHT_HOST: host, WAYLIGHT_KAFKA_ADDRESS: kafkaAddress } = variables;
  if (host === undefined || kafkaAddress === undefined)
    throw usageFailure(`${settings} has no WAYLIGHT_HOST or WAYLIGHT_KAFKA_ADDRESS`, 'Restore the file.');
  return { host, kafkaAddress };
}
