/** What the red team needs to come as somebody: certificates of the trial's own authority, and how an answer reads. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Connection, connect } from '@waylight/cli';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { ListReportsRequest, Report } from '@waylight/contracts/intake';
import { issueCertificate, readAuthority } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';

/** A connection with a certificate of the region's authority that names this URI, whoever that is. */
export async function connectAs(dataDir: string, uri: string): Promise<Connection> {
  const certs = join(dataDir, 'certs');
  const name = `red-team-${uri.replaceAll(/\W+/g, '-')}`;
  const issued = await issueCertificate(await readAuthority(certs), {
    ...{ commonName: name, uri, usage: 'client', days: 1, now: new Date() },
  });
  const file = async (ending: string, content: string): Promise<string> => {
    const path = join(dataDir, `${name}.${ending}`);
    await writeFile(path, content, { mode: 0o600 });
    return path;
  };
  return connectWith(dataDir, {
    ca: join(certs, 'ca.crt'),
    certificate: await file('crt', issued.certificate),
    key: await file('key', issued.key),
  });
}

/** A connection with what lies in these files: what somebody has who copied them. */
export function connectWith(
  dataDir: string,
  files: { readonly ca: string; readonly certificate: string; readonly key: string },
): Promise<Connection> {
  return connect(
    {
      env: { noColour: true },
      cwd: dataDir,
      signal: new AbortController().signal,
      printMessage: () => undefined,
    },
    { data: dataDir, ...files },
  );
}

export const pushbackReport = (reportId: string, more: object = {}): Report =>
  Report.fromPartial({
    ...{ reportId, occurredOn: '2025-03-14', country: 'MK', types: ['pushback'], shareWith: 'partners' },
    ...more,
  });

/** How a call ended: the name of the code, or "answered". */
export async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'answered';
  } catch (error) {
    return String(Object(error).code);
  }
}

/** Both say that a certificate opens nothing; which of the two tells neither why, nor whether something is there. */
export const REFUSED = /UNAUTHENTICATED|PERMISSION_DENIED/;

/** For what follows a file or goes through the region, on a machine that does other things. */
export const WAIT = { deadlineMs: 30_000 } as const;

/** Each service follows the registry by itself, within seconds: until all have taken what shuts this caller out. */
export async function waitUntilRefused(connection: Connection): Promise<void> {
  const list = ListReportsRequest.fromPartial({});
  const refused = (who: string, work: () => Promise<unknown>): Promise<void> =>
    waitFor(`${who} refuses`, async () => REFUSED.test(await outcomeOf(work)), WAIT);
  for (const country of NODE_COUNTRIES)
    await refused(country, async () => (await connection.intake(country)).listReports(list));
  await refused('insights', async () => (await connection.insights()).getRegionStatus({}));
}
