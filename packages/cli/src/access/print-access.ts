import { accessTo, CALLER_KINDS, callerKinds, doorsOf, SERVERS } from '@waylight/access';
import type { AccessFlags } from '../commands/access.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usage } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';

/** Prints the kinds of callers, or what one of them gets at every door. */
export async function printAccess(
  kit: Kit,
  asked: string | undefined,
  flags: AccessFlags,
): Promise<ExitCode> {
  const { format, server: of } = flags;
  if (asked === undefined) {
    const rows = callerKinds.map((kind) => ({ kind, who: CALLER_KINDS[kind] }));
    await printRows(kit, { format, columns: ['kind', 'who'], rows, numbers: [] });
    return EXIT.ok;
  }
  const kind = callerKinds.find((one) => one === asked);
  if (kind === undefined) throw usage(`there is no caller "${asked}"; there are ${callerKinds.join(', ')}`);
  const servers = SERVERS.filter((server) => of === undefined || server === of);
  if (servers.length === 0) throw usage(`--server got "${of}"; it wants one of ${SERVERS.join(', ')}`);
  const rows = servers.flatMap((server) =>
    doorsOf(server).map((door) => ({ server, door, access: accessTo(server, door, kind) })),
  );
  await printRows(kit, { format, columns: ['server', 'door', 'access'], rows, numbers: [] });
  return EXIT.ok;
}
