import type { Command } from 'commander';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';
import { registerReleaseApprovals } from './release-approvals.ts';

export type PublishFlags = ConnectionFlags & { readonly period?: string; readonly json?: boolean };
export type PlanFlags = ConnectionFlags & {
  readonly file?: string;
  readonly region?: boolean;
  readonly json?: boolean;
};
export type ListReleasesFlags = ConnectionFlags & { readonly format: Format };
export type ShowReleaseFlags = ConnectionFlags & { readonly json?: boolean };
export type VerifyFlags = { readonly keys?: string; readonly data?: string };
export type ExportReleaseFlags = ConnectionFlags & { readonly table?: string };

export function registerRelease(program: Command, kit: Kit): void {
  const release = program
    .command('release')
    .summary('what leaves: the plan, what was released, what members approve, and the periods that are due')
    .description(
      'The release plan, what was released by it, what members approve for authorities and the public, and the periods that are due.',
    )
    .addHelpText('after', '\nExample:\n  npx waylight release plan');
  const plan = release
    .command('plan')
    .description('Says in words what leaves by the release plan: which tables, to whom, when, in which form.')
    .option('--file <file>', 'another plan file than the one that ships')
    .option('--region', 'the plan that is in force at the region, asked of it')
    .option('--json', 'print the plan as its file has it')
    .addHelpText('after', '\nExample:\n  npx waylight release plan --region');
  withConnection(plan).action(
    kit.action(async (flags: PlanFlags) => {
      const { showPlan } = await import('../operations/release-plan.ts');
      return showPlan(kit, flags);
    }),
  );
  const list = release
    .command('list')
    .description('Lists what was released and you may see, in the order of publication.')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight release list');
  withConnection(list).action(
    kit.action(async (flags: ListReleasesFlags) => {
      const { listReleases } = await import('../operations/releases.ts');
      return listReleases(kit, flags);
    }),
  );
  const show = release
    .command('show <id>')
    .description(
      'Shows a release as a table, with how its numbers are to be read; of a quarter or year also how far it is from the sum of the ' +
        'shorter periods within it: late and corrections.',
    )
    .option('--json', 'print the release as a document, with late and corrections')
    .addHelpText('after', '\nExample:\n  npx waylight release show country-typegroup-month.2025-03.partners');
  withConnection(show).action(
    kit.action(async (id: string, flags: ShowReleaseFlags) => {
      const { showRelease } = await import('../operations/releases.ts');
      return showRelease(kit, id, flags);
    }),
  );
  const exporting = release
    .command('export <id>')
    .description(
      'Writes every number of a release as JSON: a list of its tables, or with --table one of them. Each number stands ' +
        'with what it counts; TOTAL is the sum of all codes.',
    )
    .option('--table <table>', 'this table alone, by its id in the plan')
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight release export country-typegroup-month.2025-03.partners > release.json',
    );
  withConnection(exporting).action(
    kit.action(async (id: string, flags: ExportReleaseFlags) => {
      const { exportRelease } = await import('../operations/releases.ts');
      return exportRelease(kit, id, flags);
    }),
  );
  release
    .command('verify <file>')
    .description(
      'Checks an exported release without asking anybody: every number is there once, is a multiple of k, and is the sum ' +
        'of what it holds; and the whole is signed with a key of the region. 0: verified; 3: altered; 4: not signed, or ' +
        'with a key that is not known. "-" reads stdin.',
    )
    .option('--keys <file>', 'the region\'s public keys, as "release keys --format json" prints them')
    .option(
      '--data <dir>',
      "a trial's folder, which has its keys (default: .waylight/region, or WAYLIGHT_DATA)",
    )
    .addHelpText('after', '\nExample:\n  npx waylight release verify release.json --keys release-keys.json')
    .action(
      kit.action(async (file: string, flags: VerifyFlags) => {
        const { verifyRelease } = await import('../operations/verify-release.ts');
        return verifyRelease(kit, file, flags);
      }),
    );
  registerReleaseApprovals(release, kit);
  const keys = release
    .command('keys')
    .description(
      'Prints the public keys that releases are, or were, signed with. Keep them as JSON where you verify; compare the ' +
        'ids with those that the region names elsewhere.',
    )
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight release keys --format json > release-keys.json');
  withConnection(keys).action(
    kit.action(async (flags: ListReleasesFlags) => {
      const { listReleaseKeys } = await import('../operations/release-keys.ts');
      return listReleaseKeys(kit, flags);
    }),
  );
  const preview = release
    .command('preview')
    .description(
      'Shows what is due and not published yet, as it will be published: released values only, and what is not broken down ' +
        'or withheld. It is the one draw: looking changes nothing. For operators.',
    )
    .option('--period <period>', 'one period alone, such as 2025-03')
    .option('--json', 'print the tables as JSON, as "release export" does')
    .addHelpText('after', '\nExample:\n  npx waylight release preview --period 2025-03');
  withConnection(preview).action(
    kit.action(async (flags: PublishFlags) => {
      const { previewReleases } = await import('../operations/publish-releases.ts');
      return previewReleases(kit, flags);
    }),
  );
  const publish = release
    .command('publish')
    .description(
      'Publishes every period that is due by the plan, or one of them. It happens by itself too, unless the region is set ' +
        'to wait for it; giving the command again changes nothing. For operators.',
    )
    .option('--period <period>', 'one period alone, such as 2025-03')
    .option('--json', 'print the new releases as JSON')
    .addHelpText('after', '\nExample:\n  npx waylight release publish');
  withConnection(publish).action(
    kit.action(async (flags: PublishFlags) => {
      const { publishReleases } = await import('../operations/publish-releases.ts');
      return publishReleases(kit, flags);
    }),
  );
}
