import type { X509Certificate } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAuthority } from '@waylight/service-kit';
import {
  authorityFolder,
  type CertificateKind,
  certificateFolder,
  checkId,
  formerCertificateFolder,
  listIssued,
  withHolder,
} from '../../certs/authority-folder.ts';
import {
  type IssueFlags,
  readRequest,
  type ServiceNames,
  withIssueFlags,
  writeNewCertificate,
} from '../../certs/write-certificate.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { translateCredentialError } from '../../connection/identity.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure } from '../../failure.ts';
import { parseWholeNumber } from '../../options.ts';

export const defineRenew: DefineCommand = (command, context) => {
  withIssueFlags(
    withHolder(command).description(
      'Creates a new key and a certificate with the same names. The former one is valid until it expires or is revoked.',
    ),
  )
    .addHelpText('after', '\nExample:\n  npx waylight certs renew organisation MYLA')
    .action(
      context.action((kind: CertificateKind, id: string, flags: IssueFlags) =>
        renew(context, kind, id, flags),
      ),
    );
};

async function renew(
  context: CommandContext,
  kind: CertificateKind,
  id: string,
  flags: IssueFlags,
): Promise<ExitCode> {
  checkId(kind, id);
  const days = parseWholeNumber('--days', flags.days, 1, 3_650);
  const request = await readRequest(flags, context);
  const dir = authorityFolder(flags, context);
  const authority = await translateCredentialError(() => readAuthority(dir));
  const former = await findCurrent(dir, kind, id);
  await keepFormer(dir, kind, id, former);
  const names = readNames(former);
  await writeNewCertificate(context, { dir, authority, kind, id, days, names, request });
  context.printMessage(
    'The former certificate is valid until it expires. When the new one is in use, revoke it: certs revoke --former --reason superseded',
  );
  return EXIT.ok;
}

async function findCurrent(dir: string, kind: CertificateKind, id: string): Promise<X509Certificate> {
  const current = (await listIssued(dir, [kind], id)).find(({ isFormer }) => !isFormer);
  if (current !== undefined) return current.certificate;
  throw refusedFailure(
    `${certificateFolder(dir, kind)} has no certificate of ${id}`,
    'Issue one: certs issue',
  );
}

/** Stores the former certificate before the new one is written, because a lost certificate could not be revoked. */
async function keepFormer(
  dir: string,
  kind: CertificateKind,
  id: string,
  former: X509Certificate,
): Promise<void> {
  const folder = formerCertificateFolder(dir, kind);
  const fingerprint = former.fingerprint256.replaceAll(':', '').slice(0, 16).toLowerCase();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${id}.${fingerprint}.crt`);
  // The file is renamed only when complete, because a partial certificate could not be revoked either.
  await writeFile(`${file}.new`, former.toString(), { flush: true });
  await rename(`${file}.new`, file);
}

function readNames({ subjectAltName = '' }: X509Certificate): ServiceNames {
  const names = subjectAltName.split(', ');
  const of = (prefix: string): string[] =>
    names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return { dns: of('DNS:'), ip: of('IP Address:') };
}
