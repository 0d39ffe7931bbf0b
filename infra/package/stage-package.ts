import { chmodSync, cpSync, existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeChecksums } from '../images/offline/checksums.ts';
import { runProgram } from '../images/offline/engine.ts';
import { copyCommandSources, installDependencies } from '../images/offline/service-app.ts';
import { PACKAGES, type PackageContents, type PackageName } from './contents.ts';
import { createSbom } from './sbom.ts';

/** Creates the command in the folder: the launcher, and lib/ with Node.js, the command and further programs. */
export async function stageCommand(root: string, programs: readonly string[], folder: string): Promise<void> {
  copyCommandSources(root, programs, folder);
  await installDependencies(join(folder, 'lib'), ['cli', ...programs]);
  cpSync(process.execPath, join(folder, 'lib/node'));
  await copyLibatomic(join(folder, 'lib/shared'));
}

/** Node.js loads libatomic, which the machine of an operator may lack. */
async function copyLibatomic(folder: string): Promise<void> {
  const libraries = await runProgram('ldd', [process.execPath]);
  const [, file] = /libatomic\.so\.1 => (\S+)/.exec(libraries) ?? [];
  // The library is a link to a versioned file. cpSync of Node.js 26.10 does not follow links, even if told to.
  if (file !== undefined) cpSync(realpathSync(file), join(folder, 'libatomic.so.1'));
}

/** Fills the folder with the content of a package. Its images come from the engine that `docker` reaches. */
export async function stagePackage(root: string, name: PackageName, folder: string): Promise<void> {
  const { images, programs }: PackageContents = PACKAGES[name];
  await stageCommand(root, programs, folder);
  cpSync(join(root, 'infra/systemd'), join(folder, 'systemd'), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));

  const imagesFolder = join(folder, 'images');
  const builder = join(root, 'infra/images/offline/main.ts');
  await runProgram(process.execPath, [builder, '--out', imagesFolder, '--images', images.join(',')]);
  // Docker makes the file private, but the operator may load images as another user.
  chmodSync(join(imagesFolder, 'images.tar'), 0o644);
  rmSync(join(imagesFolder, 'SHA256SUMS'));

  const debianLists = Object.fromEntries(
    images.map((image) => [image, readFileSync(join(imagesFolder, `${image}.packages.txt`), 'utf8')]),
  );
  const services = images.filter((image) => existsSync(join(root, 'services', image)));
  const pages = services.includes('insights') ? ['dashboard'] : [];
  const sbom = await createSbom({
    root,
    name: `waylight-${name}`,
    programs: [...new Set(['cli', ...programs, ...services, ...pages])],
    debianLists,
    pom: images.includes('kafka') ? join(root, 'packages/testing/kafka/pom.xml') : undefined,
  });
  await writeFile(join(folder, 'sbom.cdx.json'), sbom);
  await writeChecksums(folder);
}
