import { accessTo, CALLER_KINDS, callerKinds, endpointsOf, SERVERS } from '@waylight/access';
import type { AccessFlags } from '../commands/access.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';

/** Prints the kinds of callers, or what one of them gets at every door. */
export async function printAccess(
  kit: Kit,
  kindName: string | undefined,
  flags: AccessFlags,
): Promise<ExitCode> {
  const { format, server: serverName } = flags;
  if (kindName === undefined) {
    const rows = callerKinds.map((kind) => ({ kind, who: CALLER_KINDS[kind] }));
    await printRows(kit, { format, columns: ['kind', 'who'], rows, numbers: [] });
    return EXIT.ok;
  }
  const kind = callerKinds.find((one) => one === kindName);
  if (kind === undefined)
    throw usageFailure(`there is no caller "${kindName}"; there are ${callerKinds.join(', ')}`);
  const servers = SERVERS.filter((server) => serverName === undefined || server === serverName);
  if (servers.length === 0)
    throw usageFailure(`--server got "${serverName}"; it wants one of ${SERVERS.join(', ')}`);
  const rows = servers.flatMap((server) =>
    endpointsOf(server).map((door) => ({ server, door, access: accessTo(server, door, kind) })),
  );
  await printRows(kit, { format, columns: ['server', 'door', 'access'], rows, numbers: [] });
  return EXIT.ok;
}
