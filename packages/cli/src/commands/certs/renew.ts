import type { X509Certificate } from 'node:crypto';
import type { HostNames } from '@waylight/service-kit';
import { authorityFolder, certificateFolder, findCurrent, withHolder } from '../../certs/authority-folder.ts';
import { type CertificateKind, checkId, isRevocable } from '../../certs/kinds.ts';
import {
  type IssueFlags,
  keepFormer,
  readAuthorityFor,
  readRequest,
  withIssueFlags,
  writeNewCertificate,
} from '../../certs/write-certificate.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure } from '../../failure.ts';
import { parseWholeNumber } from '../../options.ts';

export const define: DefineCommand = (command, context) => {
  withIssueFlags(
    withHolder(command).description(
      'Creates a new key and a certificate with the same names. The former one is valid until it expires or is revoked.',
    ),
  )
    .addHelpText('after', '\nExample:\n  waylight certs renew organisation MYLA')
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
  const authority = await readAuthorityFor(kind, dir);
  const former = await findCurrent(dir, kind, id);
  if (former === undefined)
    throw refusedFailure(
      `${certificateFolder(dir, kind)} has no certificate of ${id}`,
      'Issue one: certs issue',
    );
  await keepFormer(dir, { kind, id }, former);
  const names = readNames(former);
  await writeNewCertificate(context, { dir, authority, kind, id, days, names, request });
  context.printMessage(
    isRevocable(kind)
      ? 'The former certificate is valid until it expires. When the new one is in use, revoke it: certs revoke --former --reason superseded'
      : 'The former certificate is valid until it expires. When the new one is in use, delete the former key.',
  );
  return EXIT.ok;
}

function readNames({ subjectAltName = '' }: X509Certificate): HostNames {
  const names = subjectAltName.split(', ');
  const of = (prefix: string): string[] =>
    names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return { dns: of('DNS:'), ip: of('IP Address:') };
}
