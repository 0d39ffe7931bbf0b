import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { nodeLayout, REGION_PORTS, regionLayout } from '@waylight/deployment';
import type { Finding } from '../doctor/finding.ts';
import { parseEnvFile } from '../doctor/installation.ts';
import { usageFailure } from '../failure.ts';
import { readNodeFolder } from './node-folder.ts';
import { probeReady, probeTls } from './probe.ts';

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

const readSettings = async (dir: string) =>
  parseEnvFile(await readFile(regionLayout(dir).settings, 'utf8')).variables;

/** The port on this machine at which a node publishes health and metrics. */
export const readHealthPort = async (dir: string): Promise<number> =>
  Number((await readSettings(dir)).WAYLIGHT_HEALTH_PORT ?? 9100);

/** Calls the services of this machine like their callers. */
export async function probeMachine(dir: string): Promise<Finding[]> {
  const kind = kindOf(dir);
  const { ca, kafkaCa } = regionLayout(dir);
  const variables = await readSettings(dir);
  const port = (name: string, byDefault: number) => Number(variables[name] ?? byDefault);
  if (kind === 'node') {
    const { host, port: intake } = await readNodeFolder(nodeLayout(dir));
    return [await probeReady('intake', await readHealthPort(dir)), await probeTls(host, intake, ca)];
  }
  // On Kubernetes, each part has a host of its own.
  const { WAYLIGHT_HOST: host = 'localhost', WAYLIGHT_KAFKA_HOST: kafka = host } = variables;
  const { WAYLIGHT_AGGREGATION_HEALTH_HOST: aggregation, WAYLIGHT_INSIGHTS_HEALTH_HOST: insights } =
    variables;
  return [
    await probeReady('aggregation', port('WAYLIGHT_AGGREGATION_HEALTH_PORT', 9120), aggregation),
    await probeReady('insights', port('WAYLIGHT_INSIGHTS_HEALTH_PORT', 9110), insights),
    await probeTls(kafka, port('WAYLIGHT_KAFKA_PORT', REGION_PORTS.kafka), kafkaCa),
    await probeTls(host, port('WAYLIGHT_INSIGHTS_PORT', REGION_PORTS.insights), ca),
  ];
}
