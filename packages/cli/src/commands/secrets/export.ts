import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { sealFiles } from '@waylight/node-keys/sealed-files';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure, usageFailure } from '../../failure.ts';
import { type DirFlags, folderOf, withDir } from '../../machine/dir-flag.ts';
import { kindOf } from '../../machine/machine-kind.ts';
import { readSecretFiles } from '../../machine/secret-files.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';

type ExportFlags = DirFlags & {
  readonly to: string;
  readonly out: string;
  readonly dryRun?: true;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  withDir(
    command.description(
      "Encrypts all key files of this machine's node or region into one file, to the public key of an age identity that you keep " +
        "elsewhere (age-keygen). Keep the file on another medium than the data. The region's authorities are not in it: they are offline.",
    ),
    'node or region',
  )
    .requiredOption('--to <recipient>', 'public key of the age identity, age1…')
    .requiredOption('--out <file>', 'the encrypted file; it must not exist')
    .option('--dry-run', 'list the files, and write nothing')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  sudo waylight secrets export --to age1… --out /mnt/usb/node-MK-keys.age',
    )
    .action(context.action((flags: ExportFlags) => exportSecrets(context, flags)));
};

async function exportSecrets(context: CommandContext, flags: ExportFlags): Promise<ExitCode> {
  const dir = folderOf(flags, context);
  const kind = kindOf(dir);
  const files = readSecretFiles(dir);
  if (files.length === 0)
    throw refusedFailure(`${dir} has no key files`, 'Run the command as root or their owner.');
  const out = resolve(context.cwd, flags.out);
  const sealed = await sealFiles({ kind, files }, flags.to).catch(() => {
    throw usageFailure(
      '--to is not a public key of age',
      'It begins with age1: age-keygen -y IDENTITY-FILE prints it.',
    );
  });
  if (flags.dryRun !== true) await writeNewFile(out, sealed);
  const paths = files.map(({ path }) => path);
  const outcome = flags.dryRun === true ? 'would-be-exported' : 'exported';
  if (flags.format === 'json') context.printJson({ outcome, out, files: paths });
  else
    context.print(
      [
        ...paths,
        flags.dryRun === true
          ? 'Nothing was written.'
          : `Wrote ${out}. Check that it opens: waylight secrets import ${out} --identity FILE --dir ${dir} --dry-run`,
      ].join('\n'),
    );
  return EXIT.ok;
}

/** Never replaces a file, which may be the only copy of other keys. */
async function writeNewFile(file: string, content: string): Promise<void> {
  await writeFile(file, content, { mode: 0o600, flag: 'wx', flush: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw usageFailure(`cannot write ${file} (${error.code})`, 'Name a new file in an existing folder.');
    },
  );
}
