import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '@waylight/tests-region';
import { prepareReleaseTree, type Release } from '../upgrade/release-tree.ts';
import { type EngineEnvironment, runProgram } from './machines.ts';

const DEBIAN = 'infra/images/offline/debian-root.sh';

/** Builds the image of a node of a released version, with the builder of that version. */
export async function buildBaselineImage(env: EngineEnvironment, version: Release): Promise<void> {
  const tree = await prepareReleaseTree(version);
  if ('unavailable' in tree) throw new Error(tree.unavailable);
  // The image gets the Node.js of this version, so it needs the same libraries of Debian.
  await copyFile(join(ROOT, DEBIAN), join(tree.root, DEBIAN));
  const builder = join(tree.root, 'infra/images/offline/main.ts');
  const built = await runProgram(process.execPath, [builder, '--images', 'intake'], { env });
  if (built.code !== 0) throw new Error(`the image of ${version} cannot be built:\n${built.err}`);
  const { intake }: { intake: string } = JSON.parse(built.out);
  const tagged = await runProgram('docker', ['tag', intake, `waylight/intake:${version}`], { env });
  if (tagged.code !== 0) throw new Error(tagged.err);
}
