import { type Command, Option } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

/** As the contract names them; a test holds the two together. */
export const AUDIT_KINDS = [
  'started',
  'stopped',
  'keys-loaded',
  'registry-loaded',
  'access-refused',
  'audit-read',
  'registry-updated',
  'registry-refused',
  'report-submitted',
  'report-revised',
  'report-retracted',
  'activity-submitted',
  'activity-revised',
  'reports-listed',
  'receipts-watched',
  'own-trends-read',
  'review-read',
  'report-previewed',
  'reports-expired',
  'activity-expired',
  'ledger-restored',
  'release-made',
  'release-withheld',
  'status-read',
  'dead-letters-read',
  'rebuild-requested',
  'releases-previewed',
  'releases-published',
  'trends-read',
  'release-read',
  'approvals-read',
  'release-requested',
  'release-approved',
  'release-objected',
  'release-withdrawn',
  'approval-delegated',
  'signed-in',
  'signed-out',
  'sign-in-refused',
  'note-written',
  'note-removed',
  'bulletin-saved',
  'bulletin-submitted',
  'bulletin-approved',
  'bulletin-frozen',
  'bulletin-read',
  'audit-pruned',
  'retention-read',
  'bulletin-removed',
] as const;

export type AuditFlags = ConnectionFlags & {
  readonly country?: string;
  readonly aggregation?: boolean;
  readonly ofInsights?: boolean;
  readonly operator?: boolean;
};

const AGGREGATION = [
  '--aggregation',
  "instead of a node's: the region's aggregation's, for operators and data-protection officers",
] as const;

const INSIGHTS = [
  '--of-insights',
  "instead of a node's: that of insights, for operators and data-protection officers",
] as const;

export type AuditShowFlags = AuditFlags & {
  readonly from?: string;
  readonly before?: string;
  readonly kind?: readonly (typeof AUDIT_KINDS)[number][];
  readonly fullChain?: boolean;
  readonly format: Format;
};

export type AuditVerifyFlags = AuditFlags & { readonly file?: string; readonly end?: readonly string[] };

export function registerAudit(program: Command, kit: Kit): void {
  const audit = program
    .command('audit')
    .summary('who did and read what, in a chain that shows what was changed in it')
    .description('Reads the audit of a service: who did what and when, never what a report says.');
  const show = audit
    .command('show')
    .description(
      'Shows the audit of a service to its operators and, as far as it counts nobody else, to data-protection officers (--as ID) and of a ' +
        'node to its lead organisation. Reads and refusals are counted by the minute.',
    )
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option(...AGGREGATION)
    .option(...INSIGHTS)
    .option('--operator', "with an operator's certificate")
    .option('--from <time>', 'only of this time or later: 2026-03-14 or 2026-03-14T10:30Z')
    .option('--before <time>', 'only from before this time')
    .addOption(new Option('--kind <kind...>', 'only of these kinds').choices(AUDIT_KINDS))
    .option('--full-chain', 'the chain as it lies there, for "audit verify --file"; for operators alone')
    .addOption(formatOption())
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight audit show --country MK --operator --from 2026-03-14 --kind access-refused' +
        '\n  npx waylight audit show --country MK --operator --full-chain > audit-MK.jsonl',
    );
  withConnection(show).action(
    kit.action(async (flags: AuditShowFlags) => {
      const { showAudit } = await import('../audit/show.ts');
      return showAudit(kit, flags);
    }),
  );
  const verify = audit
    .command('verify')
    .description(
      'Says whether an audit is as it was written: the first entry that was altered, taken out or moved. With --file, one that ' +
        '"audit show --full-chain" wrote; then nobody is asked.',
    )
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option(...AGGREGATION)
    .option(...INSIGHTS)
    .option('--operator', "with an operator's certificate")
    .option('--file <file>', 'a whole chain in a file')
    .option(
      '--end <hash...>',
      'of a file: what the chain is known to have ended with, as an earlier verification said',
    )
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight audit verify --country MK --operator\n  npx waylight audit verify --file audit-MK.jsonl',
    );
  withConnection(verify).action(
    kit.action(async (flags: AuditVerifyFlags) => {
      const { verifyAudit, verifyAuditFile } = await import('../audit/verify.ts');
      return flags.file === undefined ? verifyAudit(kit, flags) : verifyAuditFile(kit, flags.file, flags);
    }),
  );
}
