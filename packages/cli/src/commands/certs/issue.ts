import { readdir } from 'node:fs/promises';
import { createAuthority, readAuthority, writeCredential } from '@waylight/service-kit';
import {
  authorityFolder,
  type CertificateKind,
  checkId,
  listIssued,
  withHolder,
} from '../../certs/authority-folder.ts';
import {
  type IssueFlags,
  readRequest,
  withIssueFlags,
  writeNewCertificate,
} from '../../certs/write-certificate.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { translateCredentialError } from '../../connection/identity.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure, usageFailure } from '../../failure.ts';
import { parseWholeNumber } from '../../options.ts';

const AUTHORITY_DAYS = 3_650;

type NewCertificateFlags = IssueFlags & {
  readonly newAuthority?: boolean;
  readonly dns: readonly string[];
  readonly ip: readonly string[];
};

export const defineIssue: DefineCommand = (command, context) => {
  withIssueFlags(
    withHolder(command)
      .description('Creates a key and a certificate for a holder that has no certificate.')
      .option('--new-authority', 'create the authority first; its folder must be empty or new')
      .option('--dns <names>', "a service's host names, separated by commas", splitList, [])
      .option('--ip <addresses>', "a service's addresses, separated by commas", splitList, []),
  )
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight certs issue organisation LEGIS --ca ca --request legis.csr\n  npx waylight certs issue officer dpo-mk --ca ca --request dpo.csr\n  npx waylight certs issue service intake-MK --dns mk.example.org --ca ca --new-authority',
    )
    .action(
      context.action((kind: CertificateKind, id: string, flags: NewCertificateFlags) =>
        issue(context, kind, id, flags),
      ),
    );
};

async function issue(
  context: CommandContext,
  kind: CertificateKind,
  id: string,
  flags: NewCertificateFlags,
): Promise<ExitCode> {
  checkId(kind, id);
  const { dns, ip } = flags;
  if ((kind === 'service') !== dns.length + ip.length > 0)
    throw usageFailure(
      'a service needs --dns or --ip, which clients connect to; other holders must not have them',
    );
  const days = parseWholeNumber('--days', flags.days, 1, 3_650);
  const request = await readRequest(flags, context);
  const dir = authorityFolder(flags, context);
  if (flags.newAuthority === true) await createAuthorityFolder(context, dir);
  const authority = await translateCredentialError(() => readAuthority(dir));
  if ((await listIssued(dir, [kind], id)).some(({ isFormer }) => !isFormer))
    throw refusedFailure(
      `${id} already has a certificate`,
      'Print it with npx waylight certs list, or replace it with certs renew',
    );
  await writeNewCertificate(context, { dir, authority, kind, id, days, names: { dns, ip }, request });
  return EXIT.ok;
}

/** Requires an empty folder, because holders that trust the first authority would not trust a second one. */
async function createAuthorityFolder(context: CommandContext, dir: string): Promise<void> {
  const existingFiles = await readdir(dir).catch(() => []);
  if (existingFiles.length > 0)
    throw refusedFailure(`${dir} is not empty: --new-authority needs an empty or new folder`);
  const now = new Date();
  const authority = await createAuthority({ commonName: 'Waylight authority', days: AUTHORITY_DAYS, now });
  const { certificate, key } = await writeCredential(dir, 'ca', authority);
  context.printMessage(
    `wrote ${certificate}, which is public, and ${key}: keep this key offline, with a copy`,
  );
}

function splitList(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}
