import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { nodeLayout, regionLayout } from '@waylight/deployment';
import { findConfiguredServices, type ServiceFiles } from '../backup/service-files.ts';
import { usageFailure } from '../failure.ts';
import { findConfiguredInstallation, parseEnvFile } from '../installation/installation.ts';
import { readEnvFile } from '../installation/read-env-file.ts';
import { kindOf, type MachineKind } from '../machine/machine-kind.ts';

/** A machine that an upgrade changes. All paths are absolute. */
export type MachineFolder = {
  readonly dir: string;
  readonly kind: MachineKind;
  readonly version: string;
  /** Settings of Compose. */
  readonly settings: string;
  readonly former: string;
  /** Names of all Compose files, the operator's own included. */
  readonly composeFiles: readonly string[];
  readonly services: readonly ServiceFiles[];
  readonly certificates: readonly string[];
};

export async function readMachineFolder(dir: string): Promise<MachineFolder> {
  const kind = kindOf(dir);
  const { settings, former } = nodeLayout(dir);
  const { aggregation, insights } = regionLayout(dir);
  const { variables } = parseEnvFile(await readFile(settings, 'utf8'));
  const version = variables.WAYLIGHT_VERSION;
  if (version === undefined || !/^\d+\.\d+\.\d+$/.test(version))
    throw usageFailure(`${settings} has no WAYLIGHT_VERSION such as 0.4.0`, 'Restore the file.');
  const files = kind === 'node' ? [nodeLayout(dir).variables] : [aggregation.variables, insights.variables];
  const services: ServiceFiles[] = [];
  const certificates: string[] = [];
  for (const file of files) {
    const own = await readEnvFile(file);
    services.push(...findConfiguredServices(own, resolve));
    certificates.push(...(findConfiguredInstallation(own, resolve)?.certificates ?? []));
  }
  return {
    ...{ dir, kind, version, settings, former, services },
    composeFiles: variables.COMPOSE_FILE?.split(':') ?? defaultComposeFiles(dir),
    certificates: [...new Set(certificates)],
  };
}

const defaultComposeFiles = (dir: string): string[] =>
  ['compose.yaml', 'compose.override.yaml'].filter(
    (name) => name === 'compose.yaml' || existsSync(join(dir, name)),
  );

/** Negative if the first version is older. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [one.split('.').map(Number), other.split('.').map(Number)];
  const differing = left.findIndex((part, index) => part !== right[index]);
  return differing === -1 ? 0 : (left[differing] ?? 0) - (right[differing] ?? 0);
}
