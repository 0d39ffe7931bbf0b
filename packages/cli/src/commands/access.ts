import { accessTo, CALLER_KINDS, callerKinds, endpointsOf, SERVERS } from '@waylight/access';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import { type Format, formatOption } from '../options.ts';
import { printRows } from '../tables/print-rows.ts';

type AccessFlags = { readonly server?: string; readonly format: Format };

export const defineAccess: DefineCommand = (command, context) => {
  command
    .description(
      'Prints the access of a kind of caller to every endpoint; without a kind, all kinds of callers. Works offline.',
    )
    .argument('[kind]', 'such as lead, network, authority, officer, operator, public')
    .option('--server <name>', `only this server: ${SERVERS.join(', ')}`)
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight access officer')
    .action(
      context.action((kind: string | undefined, flags: AccessFlags) => printAccess(context, kind, flags)),
    );
};

async function printAccess(
  context: CommandContext,
  kindName: string | undefined,
  { format, server: serverName }: AccessFlags,
): Promise<ExitCode> {
  if (kindName === undefined) {
    const rows = callerKinds.map((kind) => ({ kind, caller: CALLER_KINDS[kind] }));
    await printRows(context, { format, columns: ['kind', 'caller'], rows });
    return EXIT.ok;
  }
  const kind = callerKinds.find((one) => one === kindName);
  if (kind === undefined)
    throw usageFailure(`there is no kind of caller "${kindName}"; there are ${callerKinds.join(', ')}`);
  const servers = SERVERS.filter((server) => serverName === undefined || server === serverName);
  if (servers.length === 0)
    throw usageFailure(`--server got "${serverName}"; expected one of ${SERVERS.join(', ')}`);
  const rows = servers.flatMap((server) =>
    endpointsOf(server).map((endpoint) => ({ server, endpoint, access: accessTo(server, endpoint, kind) })),
  );
  await printRows(context, { format, columns: ['server', 'endpoint', 'access'], rows });
  return EXIT.ok;
}
