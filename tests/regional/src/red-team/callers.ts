/** Callers of the red team with certificates of the trial's authority, and outcomes of their calls. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Connection, connect } from '@waylight/cli';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { ListReportsRequest, Report } from '@waylight/contracts/intake';
import { issueCertificate, readAuthority } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';

/** A connection with a certificate of the region's authority for any URI. */
export async function connectAs(dataDir: string, uri: string): Promise<Connection> {
  const certs = join(dataDir, 'certs');
  const name = `red-team-${uri.replaceAll(/\W+/g, '-')}`;
  const issued = await issueCertificate(await readAuthority(certs), {
    commonName: name,
    uri,
    usage: 'client',
    days: 1,
    now: new Date(),
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

/** A connection with copied certificate files. */
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
    reportId,
    occurredOn: '2025-03-14',
    country: 'MK',
    types: ['pushback'],
    shareWith: 'partners',
    ...more,
  });

/** The outcome of a call: its status code, or "answered". */
export async function outcomeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'answered';
  } catch (error) {
    return String(Object(error).code);
  }
}

/** Both codes mean that the certificate has no access. They reveal neither the reason nor what exists. */
export const REFUSED = /UNAUTHENTICATED|PERMISSION_DENIED/;

/** A wait for changes of files or of the region, on a busy machine. */
export const WAIT = { deadlineMs: 30_000 } as const;

/** Waits until all services have loaded the registry that excludes this caller. */
export async function waitUntilRefused(connection: Connection): Promise<void> {
  const list = ListReportsRequest.fromPartial({});
  const refused = (who: string, work: () => Promise<unknown>): Promise<void> =>
    waitFor(`${who} refuses`, async () => REFUSED.test(await outcomeOf(work)), WAIT);
  for (const country of NODE_COUNTRIES)
    await refused(country, async () => (await connection.intake(country)).listReports(list));
  await refused('insights', async () => (await connection.insights()).getRegionStatus({}));
}
