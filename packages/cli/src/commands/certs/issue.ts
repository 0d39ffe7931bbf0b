import { readdir } from 'node:fs/promises';
import { namesOf } from '@waylight/deployment';
import { createAuthority, type HostNames, writeCredential } from '@waylight/service-kit';
import { authorityFolder, findCurrent, withHolder } from '../../certs/authority-folder.ts';
import { AUTHORITY_NAMES } from '../../certs/authority-sort.ts';
import { type CertificateKind, checkId, KIND_RULES } from '../../certs/kinds.ts';
import {
  checkNames,
  type IssueFlags,
  readAuthorityFor,
  readRequest,
  withIssueFlags,
  writeNewCertificate,
} from '../../certs/write-certificate.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure, usageFailure } from '../../failure.ts';
import { parseWholeNumber } from '../../options.ts';

const AUTHORITY_DAYS = 3_650;

type NewCertificateFlags = IssueFlags & {
  readonly newAuthority?: boolean;
  readonly dns: readonly string[];
  readonly ip: readonly string[];
  readonly permit: readonly string[];
};

export const define: DefineCommand = (command, context) => {
  withIssueFlags(
    withHolder(command)
      .description(
        'Creates a key and a certificate for a holder that has no certificate. Clients and brokers of the event log have an ' +
          'authority of their own: nobody who signs for organisations can then sign the name of a node. So have browser ' +
          'endpoints, because browsers trust their authority: it can sign only for the permitted names.',
      )
      .option('--new-authority', 'create the authority of this kind first; its folder must be empty or new')
      .option('--dns <names>', 'host names of a service or broker, separated by commas', splitList, [])
      .option('--ip <addresses>', 'addresses of a service or broker, separated by commas', splitList, [])
      .option(
        '--permit <hosts>',
        'all host names and addresses for which a new authority of browsers may sign, separated by commas; a name also permits those below it',
        splitList,
        [],
      ),
  )
    .addHelpText(
      'after',
      '\nExample:\n  waylight certs issue organisation LEGIS --ca ca --request legis.csr\n  waylight certs issue officer dpo-mk --ca ca --request dpo.csr\n  waylight certs issue service intake-MK --dns mk.example.org --ca ca --new-authority' +
        '\n  waylight certs issue log-client node-mk --ca log-ca --request kafka.csr' +
        '\n  waylight certs issue browser intake-MK --dns mk.example.org --ca browser-ca --new-authority --permit mk.example.org,rs.example.org',
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
  checkNames(kind, { dns, ip });
  const days = parseWholeNumber('--days', flags.days, 1, 3_650);
  const request = await readRequest(flags, context);
  const dir = authorityFolder(flags, context);
  const permitted = permittedNames(kind, flags);
  if (flags.newAuthority === true) await createAuthorityFolder(context, { dir, kind, permitted });
  const authority = await readAuthorityFor(kind, dir, { dns, ip });
  if ((await findCurrent(dir, kind, id)) !== undefined)
    throw refusedFailure(
      `${id} already has a certificate`,
      'Print it with waylight certs list, or replace it with certs renew',
    );
  await writeNewCertificate(context, { dir, authority, kind, id, days, names: { dns, ip }, request });
  return EXIT.ok;
}

function permittedNames(
  kind: CertificateKind,
  { newAuthority, permit }: NewCertificateFlags,
): HostNames | undefined {
  const isConstrained = newAuthority === true && KIND_RULES[kind].authority === 'browser';
  if (isConstrained === permit.length > 0) return isConstrained ? namesOf(...permit) : undefined;
  throw usageFailure(
    isConstrained
      ? 'an authority of browsers needs --permit: the host names of all browser endpoints, also of later ones'
      : '--permit is only for a new authority of browsers',
  );
}

/** Requires an empty folder, because holders that trust the first authority would not trust a second one. */
async function createAuthorityFolder(
  context: CommandContext,
  {
    dir,
    kind,
    permitted,
  }: { readonly dir: string; readonly kind: CertificateKind; readonly permitted: HostNames | undefined },
): Promise<void> {
  const existingFiles = await readdir(dir).catch(() => []);
  if (existingFiles.length > 0)
    throw refusedFailure(`${dir} is not empty: --new-authority needs an empty or new folder`);
  const now = new Date();
  const commonName = AUTHORITY_NAMES[KIND_RULES[kind].authority];
  const authority = await createAuthority({ commonName, permitted, days: AUTHORITY_DAYS, now });
  const { certificate, key } = await writeCredential(dir, 'ca', authority);
  context.printMessage(
    `wrote ${certificate}, which is public, and ${key}: keep this key offline, with a copy`,
  );
}

function splitList(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}
