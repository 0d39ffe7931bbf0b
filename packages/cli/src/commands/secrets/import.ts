import { existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseIdentity } from '@waylight/node-keys/envelopes';
import { openSealedFiles, type SealedFiles, type SecretFile } from '@waylight/node-keys/sealed-files';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure, usageFailure } from '../../failure.ts';
import { type DirFlags, folderOf, withDir } from '../../machine/dir-flag.ts';
import {
  makePrivateFolder,
  type Owner,
  serviceOwner,
  writePublic,
  writeSecret,
} from '../../machine/machine-files.ts';
import { checkMode } from '../../machine/secret-files.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';

type ImportFlags = DirFlags & {
  readonly identity: string;
  readonly dryRun?: true;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  withDir(
    command
      .description(
        'Writes the key files of a file by secrets export, with their modes, for the user of the services. Existing files must be ' +
          'equal: it never replaces a key. Settings and data come from backups (waylight restore).',
      )
      .argument('<file>', 'the encrypted file'),
    'node or region',
  )
    .requiredOption('--identity <file>', 'the age identity that opens the file')
    .option('--dry-run', 'check everything, and write nothing')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  sudo waylight secrets import /mnt/usb/node-MK-keys.age --identity /mnt/safe/identity --dir /srv/waylight',
    )
    .action(context.action((file: string, flags: ImportFlags) => importSecrets(context, file, flags)));
};

async function importSecrets(context: CommandContext, file: string, flags: ImportFlags): Promise<ExitCode> {
  const dir = folderOf(flags, context);
  const { kind, files } = await openFile(context, file, flags);
  const keys = join(dir, 'keys');
  const owner: Owner = existsSync(keys) ? statSync(keys) : serviceOwner();
  const missing = files.filter((one) => !hasEqual(join(dir, one.path), one, owner));
  const isDry = flags.dryRun === true;
  if (!isDry) for (const one of missing) await write(dir, one, owner);
  const written = missing.map(({ path }) => path);
  const outcome = isDry ? 'would-be-imported' : 'imported';
  if (flags.format === 'json')
    context.printJson({ outcome, kind, written, unchanged: files.length - written.length });
  else
    context.print(
      [
        `Keys of a ${kind}: ${files.length} files, of which ${files.length - written.length} are here already.`,
        ...written.map((path) => `${isDry ? 'would write' : 'wrote'} ${join(dir, path)}`),
        ...(isDry ? ['Nothing was written.'] : []),
      ].join('\n'),
    );
  return EXIT.ok;
}

async function openFile(
  { cwd }: CommandContext,
  file: string,
  { identity: identityFile }: ImportFlags,
): Promise<SealedFiles> {
  const read = (name: string) =>
    readFile(resolve(cwd, name), 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw usageFailure(`cannot read ${name} (${error.code})`);
    });
  const identity = await parseIdentity(await read(identityFile));
  if (identity === undefined)
    throw usageFailure(
      `${identityFile} has no age identity`,
      'It has a line that begins with AGE-SECRET-KEY-.',
    );
  const opened = await openSealedFiles(await read(file), identity.identity);
  if (opened !== undefined) return opened;
  throw usageFailure(
    `${file} cannot be opened with this identity, or is damaged`,
    'Use the identity whose public key was given to secrets export, or another copy of the file.',
  );
}

/** True if the file exists with this content. @throws CommandFailure if it has other content, or a wrong mode or owner. */
function hasEqual(path: string, { content }: SecretFile, { uid }: Owner): boolean {
  if (!existsSync(path)) return false;
  const facts = lstatSync(path);
  if (!facts.isFile() || !readFileSync(path).equals(content))
    throw refusedFailure(
      `${path} is another key, and nothing was written`,
      'Is this the right machine? To replace the key, move the file away first.',
    );
  checkMode(path, facts.mode);
  if (!path.endsWith('.crt') && facts.uid !== uid)
    throw refusedFailure(
      `${path} belongs to user ${facts.uid}, and its folder to user ${uid}; nothing was written`,
      `chown ${uid} ${path}`,
    );
  return true;
}

async function write(dir: string, { path, mode, content }: SecretFile, owner: Owner): Promise<void> {
  const file = join(dir, path);
  mkdirSync(dir, { recursive: true });
  const [folder = ''] = path.split('/');
  for (const one of [join(dir, folder), dirname(file)])
    if (!existsSync(one)) await makePrivateFolder(one, owner);
  if (mode === 0o644) await writePublic(file, content);
  else await writeSecret(file, content, owner);
}
