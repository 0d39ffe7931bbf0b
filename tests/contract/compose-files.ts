import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ComposeDocument } from './compose-policies.ts';
import { projectRoot } from './project.ts';

export const composeFolder = join(projectRoot, 'infra/compose');

/** Files of `env_file` are on the machines only. */
const CONFIG = 'config --no-env-resolution';

/** A committed output of `docker compose ... config`, in `rendered/`. Its first line is the command. */
export type Rendering = {
  readonly name: string;
  readonly file: string;
  /** Arguments such as `--file node.yaml config`, relative to the folder. */
  readonly arguments: readonly string[];
  readonly text: string;
};

/** Names of the Compose files in the folder. */
export function composeFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.yaml'));
}

export function readRenderings(folder: string): Rendering[] {
  const rendered = join(folder, 'rendered');
  if (!existsSync(rendered)) return [];
  return composeFiles(rendered).map((name) => {
    const file = join(rendered, name);
    const text = readFileSync(file, 'utf8');
    const command = /^# docker compose (.*)$/m.exec(text)?.[1];
    if (command?.endsWith(` ${CONFIG}`) !== true)
      throw new Error(
        `${file}: the first line must be its command: # docker compose --file NAME.yaml ${CONFIG}`,
      );
    return { name, file, arguments: command.split(' '), text };
  });
}

/** The two lines above the output. The digest changes with each file of the folder. */
export function renderingHead(folder: string, { arguments: args }: Rendering): string {
  return `# docker compose ${args.join(' ')}\n# Sources: ${digestOfSources(folder)}\n`;
}

function digestOfSources(folder: string): string {
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
    .filter((name) => !name.startsWith('/rendered/'))
    .sort();
  for (const name of files)
    hash
      .update(`${name}\0`)
      .update(readFileSync(join(folder, name)))
      .update('\0');
  return hash.digest('hex');
}

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
