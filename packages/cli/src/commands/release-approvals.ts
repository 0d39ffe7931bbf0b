import { type Command, Option } from 'commander';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

/** As the contract names them; a test of the command line holds the two together. */
export const OBJECTIONS = [
  'risk-to-persons',
  'identifies-place',
  'error-in-data',
  'ongoing-proceedings',
  'not-agreed',
] as const;
export const WITHDRAWABLE = ['approval', 'request', 'release'] as const;

export type ApproveFlags = ConnectionFlags & { readonly for?: string };
export type ObjectFlags = ConnectionFlags & { readonly code: (typeof OBJECTIONS)[number] };
export type WithdrawFlags = ConnectionFlags & { readonly target?: (typeof WITHDRAWABLE)[number] };
export type DelegateFlags = ConnectionFlags & { readonly release?: string; readonly revoke?: boolean };
export type ApprovalsFlags = ConnectionFlags & { readonly format: Format };

const ID = 'country-typegroup-month.2025-03.public';

/** Approvals of releases to authorities and the public: for the member organisations. */
export function registerReleaseApprovals(release: Command, kit: Kit): void {
  const request = release
    .command('request <id>')
    .description(
      'Asks all members to approve a release to authorities or the public. They have 14 days; silence is no. To ask is not ' +
        'yet to approve.',
    )
    .addHelpText('after', `\nExample:\n  npx waylight release request ${ID}`);
  withConnection(request).action(
    kit.action(async (id: string, flags: ConnectionFlags) => {
      const { requestRelease } = await import('../operations/approvals.ts');
      return requestRelease(kit, id, flags);
    }),
  );
  const approve = release
    .command('approve <id>')
    .description(
      "Approves a release in your organisation's name. With the last approval its audience reads it, and what was read cannot " +
        'be called back.',
    )
    .option('--for <org>', 'in the name of a member that has delegated to you')
    .addHelpText('after', `\nExample:\n  npx waylight release approve ${ID} --for AHC`);
  withConnection(approve).action(
    kit.action(async (id: string, flags: ApproveFlags) => {
      const { approveRelease } = await import('../operations/approvals.ts');
      return approveRelease(kit, id, flags);
    }),
  );
  const object = release
    .command('object <id>')
    .description(
      'Objects to a release, by a code: this table and period is never offered to this audience again. It cannot be taken back.',
    )
    .addOption(new Option('--code <code>', 'why').choices(OBJECTIONS).makeOptionMandatory())
    .addHelpText('after', `\nExample:\n  npx waylight release object ${ID} --code risk-to-persons`);
  withConnection(object).action(
    kit.action(async (id: string, flags: ObjectFlags) => {
      const { objectToRelease } = await import('../operations/approvals.ts');
      return objectToRelease(kit, id, flags);
    }),
  );
  const withdraw = release
    .command('withdraw <id>')
    .description(
      'Takes back what is yours: your request or else your approval while others are missing. A release that all have approved ' +
        'is withdrawn for good: its audience reads it no more, and what was read cannot be called back.',
    )
    .addOption(new Option('--target <target>', 'this, and nothing else').choices(WITHDRAWABLE))
    .addHelpText('after', `\nExample:\n  npx waylight release withdraw ${ID} --target approval`);
  withConnection(withdraw).action(
    kit.action(async (id: string, flags: WithdrawFlags) => {
      const { withdrawRelease } = await import('../operations/approvals.ts');
      return withdrawRelease(kit, id, flags);
    }),
  );
  const delegate = release
    .command('delegate <org>')
    .description('Lets another member approve in your place, until you revoke it. It cannot pass this on.')
    .option('--release <id>', 'one release; without it every one')
    .option('--revoke', 'end it; what was approved by it stays')
    .addHelpText('after', `\nExample:\n  npx waylight release delegate DRC --release ${ID}`);
  withConnection(delegate).action(
    kit.action(async (organisation: string, flags: DelegateFlags) => {
      const { delegateApproval } = await import('../operations/approvals.ts');
      return delegateApproval(kit, organisation, flags);
    }),
  );
  const approvals = release
    .command('approvals [id]')
    .description('Shows how approvals stand: of one release, or of all that need one. For members alone.')
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight release approvals --format json');
  withConnection(approvals).action(
    kit.action(async (id: string | undefined, flags: ApprovalsFlags) => {
      const { listApprovals } = await import('../operations/approvals.ts');
      return listApprovals(kit, id, flags);
    }),
  );
}
