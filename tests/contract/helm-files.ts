import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from './helm-policies.ts';
import { projectRoot } from './project.ts';
import { type Rendering, readRenderings } from './renderings.ts';

export type { Manifest };

/** A manifest, or a part of one, in which a test plants an error. */
// biome-ignore lint/suspicious/noExplicitAny: errors are planted at any depth, and may have any type.
export type Planted = any;

export const chartFolder = join(projectRoot, 'infra/helm/waylight');

/** Sets of values that the checks render, by name. */
export const chartValueFiles = (): string[] =>
  readdirSync(join(chartFolder, 'ci')).filter((name) => name.endsWith('.yaml'));

/** The arguments of `helm` that render a set of values. */
export const helmArguments = (values: string): string =>
  `template waylight . --namespace waylight --values ci/${values}`;

export const readHelmRenderings = (folder: string = chartFolder): Rendering[] =>
  readRenderings(
    folder,
    'helm',
    (command) => /^template waylight \. --namespace waylight --values ci\/[\w-]+\.yaml$/.test(command),
    helmArguments('NAME.yaml'),
  );

/** Parses the output of helm. @throws Error if a document is not valid YAML. */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors[0] !== undefined) throw document.errors[0];
    return document.toJS() ?? [];
  });
}
