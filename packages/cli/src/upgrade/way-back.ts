import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeLayout } from '@waylight/deployment';
import { nameOfBackup } from '../backup/select-backup.ts';
import { composeFileNames } from '../machine/compose-files.ts';
import { makePublicFolder, writePublic } from '../machine/machine-files.ts';
import type { MachineFolder } from './machine-folder.ts';
import { keepCopy, latestOfSchema, type ServiceCopy, schemasOf } from './service-copies.ts';

/** Copies Compose files, monitoring rules and settings of the present version, unless an interrupted upgrade did. */
export async function keepFormerFiles({
  dir,
  kind,
  version,
}: Pick<MachineFolder, 'dir' | 'kind' | 'version'>): Promise<void> {
  const { former } = nodeLayout(dir);
  if (existsSync(join(former, version))) return;
  const unfinished = join(former, 'unfinished');
  await rm(former, { recursive: true, force: true });
  await makePublicFolder(unfinished);
  for (const name of ['.env', 'config/prometheus', ...composeFileNames(kind)])
    if (existsSync(join(dir, name))) await cp(join(dir, name), join(unfinished, name), { recursive: true });
  await rename(unfinished, join(former, version));
}

/**
 * Keeps the backups that going back needs, and writes its commands to a file. Returns them as lines; a line of a command is
 * indented. `after` is missing while it is unknown whether a service has changed its schema.
 */
export async function writeWayBack(
  { dir, kind, version }: MachineFolder,
  before: readonly ServiceCopy[],
  after?: readonly ServiceCopy[],
): Promise<string[]> {
  const { former } = nodeLayout(dir);
  const copies = before.map(latestOfSchema);
  for (const copy of copies) keepCopy(copy);
  const changed = copies.filter(({ manifest }, index) => {
    const now = after?.[index]?.manifest;
    return now === undefined || schemasOf(now) !== schemasOf(manifest);
  });
  const names = changed.map(({ service }) => (service.service === 'node' ? 'intake' : service.service));
  const restore = [
    `  docker compose --project-directory ${dir} stop ${names.join(' ')}`,
    ...changed.map(
      ({ service, manifest }) =>
        `  waylight restore --env-file ${service.envFile} --backup ${nameOfBackup(manifest)}`,
    ),
  ];
  const putBack = `  cp -r ${former}/${version}/. ${dir} && rm -r ${former}/${version}`;
  const start = `  waylight up --dir ${dir}`;
  const loss = `What ${names.join(' and ')} accepted since the backup is then lost, and must be sent again.`;
  const lines = [
    `As root, go back to ${version} within 30 days${kind === 'region' ? ', after the nodes' : ''}:`,
    ...(after === undefined || changed.length === 0 ? [] : restore),
    putBack,
    start,
  ];
  if (after !== undefined) lines.push(changed.length === 0 ? 'Nothing is lost.' : loss);
  else
    lines.push(
      'Only if a service then refuses to start, because its database has the newer schema:',
      ...restore,
      start,
      loss,
    );
  await writePublic(join(former, 'go-back.txt'), `${lines.join('\n')}\n`);
  return lines;
}
