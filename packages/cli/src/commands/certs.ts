import { Argument, type Command, Option } from 'commander';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';
import type { RegistryChangeFlags } from './registry.ts';

/** Whom a certificate is for, by the folder of the authority that it lies in. */
export const CERTIFICATE_KINDS = ['organisation', 'operator', 'authority', 'officer', 'service'] as const;
export type CertificateKind = (typeof CERTIFICATE_KINDS)[number];

export type CertsFlags = { readonly ca?: string; readonly data?: string };
export type CertsListFlags = CertsFlags & { readonly format: Format; readonly file?: string };
/** What issuing and renewing have in common. */
export type RenewFlags = CertsFlags & { readonly days: string; readonly request?: string };
export type IssueFlags = RenewFlags & {
  readonly newAuthority?: boolean;
  readonly dns: readonly string[];
  readonly ip: readonly string[];
};
export type RevokeFlags = CertsFlags &
  RegistryChangeFlags & { readonly reason: string; readonly former?: boolean };

export function registerCerts(program: Command, kit: Kit): void {
  const certs = program
    .command('certs')
    .summary('certificates of a small deployment: issue, list, renew, revoke')
    .description(
      'A small authority in one folder: its certificate and key (ca.crt, ca.key), and what it issued. A key is written to its file, ' +
        'which its owner alone may read, and never printed. Nobody is asked: it takes no region.',
    )
    .addHelpText('after', '\nExample:\n  npx waylight certs list');
  withAuthority(withHolder(certs.command('issue')))
    .description('Makes a key and a certificate for somebody who has none.')
    .option('--new-authority', 'make the authority first, in a folder that is not there or empty')
    .option('--dns <names>', "a service's host names, separated by commas", list, [])
    .option('--ip <addresses>', "a service's addresses, separated by commas", list, [])
    .addOption(requestOption())
    .addOption(daysOption())
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight certs issue organisation LEGIS --ca ca --request legis.csr\n  npx waylight certs issue officer dpo-mk --ca ca --request dpo.csr\n  npx waylight certs issue service intake-MK --dns mk.example.org --ca ca --new-authority',
    )
    .action(
      kit.action(async (kind: CertificateKind, id: string, flags: IssueFlags) => {
        const { issue } = await import('../certs/issue.ts');
        return issue(kit, kind, id, flags);
      }),
    );
  withAuthority(certs.command('list'))
    .description('Lists certificates with the days that they have left, those that were replaced among them.')
    .option('--file <file>', "the registry file, which says what is revoked (default: the trial's)")
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight certs list --format json')
    .action(
      kit.action(async (flags: CertsListFlags) => {
        const { listCertificates } = await import('../certs/list.ts');
        return listCertificates(kit, flags);
      }),
    );
  withAuthority(withHolder(certs.command('renew')))
    .description(
      'Makes a new key and a certificate of the same names. The one before holds until it ends or is revoked.',
    )
    .addOption(requestOption())
    .addOption(daysOption())
    .addHelpText('after', '\nExample:\n  npx waylight certs renew organisation MYLA')
    .action(
      kit.action(async (kind: CertificateKind, id: string, flags: RenewFlags) => {
        const { renew } = await import('../certs/issue.ts');
        return renew(kit, kind, id, flags);
      }),
    );
  withAuthority(withHolder(certs.command('revoke')))
    .description(
      'Writes all certificates of somebody into the registry as revoked, those that were replaced among them: running services ' +
        'refuse them within seconds, for good. Then renew.',
    )
    .requiredOption('--reason <code>', 'device-lost, key-exposed, holder-left or superseded')
    .option('--former', 'only those that were replaced by a newer one')
    .option('--file <file>', "the registry file (default: the trial's)")
    .option('--as <id>', 'which operator does it (default: whoever holds the file)')
    .option('--dry-run', 'say what would be done, and write nothing')
    .option('--json', 'print the lines of the audit as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight certs revoke organisation MYLA --reason device-lost --dry-run',
    )
    .action(
      kit.action(async (kind: CertificateKind, id: string, flags: RevokeFlags) => {
        const { revoke } = await import('../certs/revoke.ts');
        return revoke(kit, kind, id, flags);
      }),
    );
}

function withHolder(command: Command): Command {
  return command
    .addArgument(new Argument('<kind>', 'whom it is for').choices(CERTIFICATE_KINDS))
    .argument('<id>', 'its id in the registry; a service has any name');
}

function withAuthority(command: Command): Command {
  return command
    .option('--ca <dir>', "the authority's folder (default: the trial's certs)")
    .option('--data <dir>', 'where the trial keeps certs/ and registry.json (default: .waylight/region)');
}

function requestOption(): Option {
  return new Option(
    '--request <file>',
    'a request (PKCS#10, PEM) of an EC P-256 key that stays with its holder; of its names none are taken',
  );
}

function daysOption(): Option {
  return new Option('--days <n>', 'how long it holds, 1 to 3650').default('365');
}

function list(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}
