import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nodeLayout, regionLayout, servicesOf } from '@waylight/deployment';
import { findConfiguredServices, type ServiceFiles } from '../backup/service-files.ts';
import { usageFailure } from '../failure.ts';
import { readEnvFile } from '../installation/read-env-file.ts';
import { kindOf, type MachineKind, readSettings } from '../machine/machine-kind.ts';

/** A service, and the file of its variables. */
export type MachineService = ServiceFiles & { readonly envFile: string };

/** A machine that an upgrade changes. All paths are absolute. */
export type MachineFolder = {
  readonly dir: string;
  readonly kind: MachineKind;
  readonly version: string;
  /** Names of all Compose files, the operator's own included. */
  readonly composeFiles: readonly string[];
  readonly services: readonly MachineService[];
};

export async function readMachineFolder(dir: string): Promise<MachineFolder> {
  const kind = kindOf(dir);
  const { WAYLIGHT_VERSION: version, COMPOSE_FILE: composeFiles } = await readSettings(dir);
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version))
    throw usageFailure(
      `${nodeLayout(dir).settings} has no WAYLIGHT_VERSION such as 0.4.0`,
      'Restore the file.',
    );
  const envFiles =
    kind === 'node'
      ? [nodeLayout(dir).variables]
      : servicesOf('region').map(({ name }) => regionLayout(dir).serviceFiles(name).variables);
  const services: MachineService[] = [];
  for (const envFile of envFiles)
    for (const service of findConfiguredServices(await readEnvFile(envFile), resolve))
      services.push({ ...service, envFile });
  return { dir, kind, version, composeFiles: composeFiles?.split(':') ?? defaultComposeFiles(dir), services };
}

const defaultComposeFiles = (dir: string): string[] =>
  ['compose.yaml', 'compose.override.yaml'].filter(
    (name) => name === 'compose.yaml' || existsSync(join(dir, name)),
  );
