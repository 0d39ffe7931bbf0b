import { nodeLayout } from '@waylight/deployment';
import { probeMachine, probeTls } from '../doctor/probe-machine.ts';
import { CommandFailure } from '../failure.ts';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';
import { hasImage, imagesOf } from '../machine/compose.ts';
import { shippedComposeFile } from '../machine/compose-files.ts';
import type { MachineFolder } from './machine-folder.ts';

/** Examines a machine before an upgrade, and changes nothing. */
export async function checkBeforeUpgrade(machine: MachineFolder, to: string): Promise<Finding[]> {
  return [
    checkVersion(machine, to),
    ...(machine.kind === 'node' ? await checkRegion(machine, to) : []),
    ...(await checkImages(machine, to)),
    ...(await probeMachine(machine.dir)),
  ];
}

export function checkVersion({ dir, version }: Pick<MachineFolder, 'dir' | 'version'>, to: string): Finding {
  const order = version.localeCompare(to, 'en', { numeric: true });
  if (order === 0) return wrong('version', dir, `has ${to} already`, `start it: waylight up --dir ${dir}`);
  return order > 0
    ? wrong('version', dir, `has ${version}, which is newer than this command (${to})`, 'use a newer package')
    : ok('version', dir, `has ${version}, and would get ${to}`);
}

/** A node does not see the region's version, and works without the region. */
async function checkRegion({ dir, services }: MachineFolder, to: string): Promise<Finding[]> {
  const findings = [ok('order', 'region', `must have ${to} already: ask its operator`)];
  const brokers = services[0]?.variables.WAYLIGHT_KAFKA_BROKERS?.split(',') ?? [];
  for (const broker of brokers) {
    const { hostname, port } = new URL(`tls://${broker}`);
    const { level, check, where, what, todo } = await probeTls(
      hostname,
      Number(port),
      nodeLayout(dir).kafkaCa,
    );
    findings.push(level === 'wrong' ? attention(check, where, what, todo) : ok(check, where, what));
  }
  return findings;
}

/** Checks that Docker has every image, so that nothing is fetched while services are stopped. */
async function checkImages({ dir, kind, composeFiles }: MachineFolder, version: string): Promise<Finding[]> {
  const files = composeFiles.map((name) => shippedComposeFile(dir, kind, name));
  try {
    const images = await imagesOf(dir, { files, settings: nodeLayout(dir).settings, version });
    const missing: string[] = [];
    for (const image of images) if (!(await hasImage(image))) missing.push(image);
    if (missing.length === 0) return [ok('images', version, `${images.length} are in Docker`)];
    const todo = `docker load --input images/images.tar, of the package ${version}`;
    return missing.map((image) => wrong('images', image, 'is not in Docker', todo));
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    return [wrong('images', version, error.message, error.details.join(' '))];
  }
}
