import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ComposeDocument } from './compose-policies.ts';
import { projectRoot } from './project.ts';
import { type Rendering, readRenderings } from './renderings.ts';

export const composeFolder = join(projectRoot, 'infra/compose');

/** Files of `env_file` are on the machines only. */
const CONFIG = 'config --no-env-resolution';

/** Names of the Compose files in the folder. */
export function composeFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml'));
}

export const readComposeRenderings = (folder: string): Rendering[] =>
  readRenderings(
    folder,
    'docker compose',
    (command) => command.endsWith(` ${CONFIG}`),
    `--file NAME.yaml ${CONFIG}`,
  );

/** Parses a document. `<<` merges, as in Compose. */
export function parseCompose(text: string): ComposeDocument {
  return parse(text, { merge: true }) ?? {};
}

/** Relative paths of `env_file` in all Compose files of the folder. */
export function readEnvFiles(folder: string): string[] {
  const services = composeFiles(folder).flatMap((name) =>
    Object.values(parseCompose(readFileSync(join(folder, name), 'utf8')).services ?? {}),
  );
  const entries = services.flatMap(({ env_file: files }) => (files === undefined ? [] : [files].flat()));
  return entries.map((entry) => (typeof entry === 'string' ? entry : Object(entry).path)).map(String);
}

/** Variables of an `.env` file: NAME=VALUE, without quotes. */
export function readVariables(file: string): Record<string, string> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
}

/** Images of this repository whose Dockerfile has a health check, or states that none applies. */
export function readCheckedImages(): Set<string> {
  const hasCheck = (image: string): boolean => {
    const dockerfile = join(projectRoot, 'infra/images', image, 'Dockerfile');
    return existsSync(dockerfile) && /^HEALTHCHECK /m.test(readFileSync(dockerfile, 'utf8'));
  };
  const images = readdirSync(join(projectRoot, 'infra/images')).filter(hasCheck);
  // The images of services are made on the image with Node.js.
  const services = hasCheck('runtime') ? readdirSync(join(projectRoot, 'services')) : [];
  return new Set([...images, ...services]);
}
