import { join } from 'node:path';
import { writePublic } from './machine-files.ts';
import type { MachineKind } from './machine-kind.ts';
import { readShipped, shippedPath } from './shipped-files.ts';

/** Compose files by their name in the folder of a machine, as files of infra/. */
const COMPOSE_FILES: Readonly<Record<MachineKind, Readonly<Record<string, string>>>> = {
  node: { 'compose.yaml': 'compose/node.yaml' },
  region: {
    'compose.yaml': 'compose/region.yaml',
    'proxy.yaml': 'compose/proxy.yaml',
    'tools.yaml': 'compose/tools.yaml',
  },
};

export const composeFileNames = (kind: MachineKind): string[] => Object.keys(COMPOSE_FILES[kind]);

export async function writeComposeFiles(dir: string, kind: MachineKind): Promise<void> {
  for (const [name, shipped] of Object.entries(COMPOSE_FILES[kind]))
    await writePublic(join(dir, name), await readShipped(shipped));
}

/** The path of a Compose file that an upgrade writes; otherwise the operator's own file in the folder. */
export function shippedComposeFile(dir: string, kind: MachineKind, name: string): string {
  const shipped = COMPOSE_FILES[kind][name];
  return shipped === undefined ? join(dir, name) : shippedPath(shipped);
}
