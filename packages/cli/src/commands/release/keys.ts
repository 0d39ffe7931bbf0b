import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type Format, formatOption } from '../../options.ts';
import { printRows } from '../../tables/print-rows.ts';

type KeysFlags = ConnectionFlags & { readonly format: Format };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Prints the current and former public keys of release signatures. As JSON they are the input of ' +
        '"release verify --keys". Compare the ids with those that the region publishes elsewhere.',
    )
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight release keys --format json > release-keys.json');
  withConnection(command).action(context.action((flags: KeysFlags) => listKeys(context, flags)));
};

async function listKeys(context: CommandContext, flags: KeysFlags): Promise<ExitCode> {
  const connection = await context.connect(flags);
  const { keys } = await (await connection.insights()).getReleaseKeys({});
  const rows = keys.map(({ keyId, algorithm, publicKey, from, until }) => ({
    keyId,
    algorithm,
    publicKey: publicKey.toString('base64'),
    from,
    until,
  }));
  await printRows(context, {
    format: flags.format,
    columns: ['keyId', 'algorithm', 'from', 'until', 'publicKey'],
    rows,
    none: 'The region has no public keys, so its releases cannot be verified.',
    document: rows.map(({ until, ...row }) => (until === '' ? row : { ...row, until })),
  });
  return EXIT.ok;
}
