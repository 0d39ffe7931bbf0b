import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeLayout } from '@waylight/deployment';
import { makePrivateFolder, makePublicFolder, ownerOf, writePublic, writeSecret } from './machine-files.ts';
import type { MachineKind } from './machine-kind.ts';
import { readShipped, shippedPath } from './shipped-files.ts';

/** Compose files by their name in the folder of a machine, as files of infra/. */
const COMPOSE_FILES: Readonly<Record<MachineKind, Readonly<Record<string, string>>>> = {
  node: { 'compose.yaml': 'compose/node.yaml', 'monitoring.yaml': 'compose/monitoring.yaml' },
  region: {
    'compose.yaml': 'compose/region.yaml',
    'proxy.yaml': 'compose/proxy.yaml',
    'monitoring.yaml': 'compose/monitoring.yaml',
    'tools.yaml': 'compose/tools.yaml',
  },
};

export const composeFileNames = (kind: MachineKind): string[] => Object.keys(COMPOSE_FILES[kind]);

/** Writes the Compose files, and what monitoring.yaml mounts. Needs the folder of keys. */
export async function writeComposeFiles(dir: string, kind: MachineKind): Promise<void> {
  for (const [name, shipped] of Object.entries(COMPOSE_FILES[kind]))
    await writePublic(join(dir, name), await readShipped(shipped));
  const { keys, prometheus, alertmanager, monitoring } = nodeLayout(dir);
  const owner = await ownerOf(keys);
  for (const folder of [prometheus, join(prometheus, 'rules')]) await makePublicFolder(folder);
  for (const [name, shipped] of [
    ['prometheus.yaml', `prometheus-${kind}.yaml`],
    ...['services', kind].map((rules) => [`rules/${rules}.yaml`, `rules/${rules}.yaml`] as const),
  ] as const)
    await writePublic(join(prometheus, name), await readShipped(`observability/${shipped}`));
  if (!existsSync(alertmanager))
    await writeSecret(alertmanager, await readShipped('observability/alertmanager.yaml'), owner);
  for (const folder of monitoring) await makePrivateFolder(folder, owner);
}

/** The path of a Compose file that an upgrade writes; otherwise the operator's own file in the folder. */
export function shippedComposeFile(dir: string, kind: MachineKind, name: string): string {
  const shipped = COMPOSE_FILES[kind][name];
  return shipped === undefined ? join(dir, name) : shippedPath(shipped);
}
