import { SHARE_WITH } from '@waylight/contracts/audiences';
import { type Command, Option } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';

export type WithdrawFlags = ConnectionFlags & {
  readonly country?: string;
  readonly base?: string;
  readonly validateOnly?: boolean;
  readonly json?: boolean;
};

const NARROWER_AUDIENCES = SHARE_WITH.filter((shareWith) => shareWith !== 'public');

export type NarrowFlags = WithdrawFlags & { readonly to: (typeof NARROWER_AUDIENCES)[number] };

export function registerConsent(program: Command, kit: Kit): void {
  const consent = program
    .command('consent')
    .summary('withdraw a consent, or share a report less widely')
    .description(
      'Does what a person asks for who agreed to a report. It takes the id alone: the report need not be at hand.',
    )
    .addHelpText('after', '\nExample:\n  npx waylight consent withdraw MK-1 --country MK');
  const withdraw = consent
    .command('withdraw')
    .description(
      'Ends a report whose consent was withdrawn: it counts nowhere any more, its content goes at once, and no import brings it back. ' +
        'Says what happens when; `waylight receipt` goes on saying it. Giving the command again changes nothing.',
    )
    .argument('<report-id>');
  withFlags(withdraw, 'npx waylight consent withdraw MK-1 --country MK').action(
    kit.action(async (reportId: string, flags: WithdrawFlags) => {
      const { withdrawConsent } = await import('../submission/consent.ts');
      return withdrawConsent(kit, reportId, flags);
    }),
  );
  const narrow = consent
    .command('narrow')
    .description(
      'Shares a report less widely and leaves all else as it is. It stays so: an import or a revision that is wider is refused, unless it ' +
        'states a consent of a later day. Giving the command again changes nothing.',
    )
    .argument('<report-id>')
    .addOption(
      new Option('--to <circle>', 'the widest circle from now on')
        .choices(NARROWER_AUDIENCES)
        .makeOptionMandatory(),
    );
  withFlags(narrow, 'npx waylight consent narrow MK-1 --to country --country MK').action(
    kit.action(async (reportId: string, flags: NarrowFlags) => {
      const { narrowSharing } = await import('../submission/consent.ts');
      return narrowSharing(kit, reportId, flags);
    }),
  );
}

function withFlags(command: Command, example: string): Command {
  command
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--base <n>', 'only if this is the current revision')
    .option('--validate-only', 'check everything and change nothing')
    .option('--json', 'print what was done, and what follows, as JSON')
    .addHelpText('after', `\nExample:\n  ${example}`);
  return withConnection(command);
}
