import { nodeLayout } from '@waylight/deployment';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type DirFlags, folderOf, withDir } from '../../machine/dir-flag.ts';
import { ownerOf } from '../../machine/machine-files.ts';
import { readNodeFolder } from '../../machine/node-folder.ts';
import { createNodeRequests, describeRequests } from '../../machine/node-requests.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';

type RenewFlags = DirFlags & { readonly dryRun?: true; readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  withDir(
    command.description(
      'Creates new keys for the certificates of this node, and requests.tar, which you send to the operator of the region. The ' +
        'node keeps its present certificates until you accept the answer, and does not stop then either.',
    ),
    'node',
  )
    .option('--dry-run', 'say what would be done')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  sudo waylight node renew')
    .action(context.action((flags: RenewFlags) => renew(context, flags)));
};

async function renew(context: CommandContext, flags: RenewFlags): Promise<ExitCode> {
  const layout = nodeLayout(folderOf(flags, context));
  const { country, host, port, recipient } = await readNodeFolder(layout);
  if (flags.dryRun === true) {
    if (flags.format === 'json') context.printJson({ outcome: 'would-be-requested', country });
    else context.print(`would request new certificates of ${country} for ${host}\nNothing was changed.`);
    return EXIT.ok;
  }
  const owner = await ownerOf(layout.keys);
  const fingerprint = await createNodeRequests(layout, { country, host, port, recipient }, owner);
  if (flags.format === 'json')
    context.printJson({ outcome: 'requested', requests: layout.requests, fingerprint });
  else context.print(describeRequests(layout, country, fingerprint).join('\n'));
  return EXIT.ok;
}
