import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineApprovals } from './release/approvals.ts';
import { defineApprove } from './release/approve.ts';
import { defineDelegate } from './release/delegate.ts';
import { defineExport } from './release/export.ts';
import { defineKeys } from './release/keys.ts';
import { defineList } from './release/list.ts';
import { defineObject } from './release/object.ts';
import { definePlan } from './release/plan.ts';
import { definePreview } from './release/preview.ts';
import { definePublish } from './release/publish.ts';
import { defineRequest } from './release/request.ts';
import { defineShow } from './release/show.ts';
import { defineVerify } from './release/verify.ts';
import { defineWithdraw } from './release/withdraw.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['plan', 'explain the release plan', definePlan],
  ['list', 'list releases', defineList],
  ['show', 'print a release as a table', defineShow],
  ['export', 'print a release as signed JSON', defineExport],
  ['verify', 'verify an exported release offline', defineVerify],
  ['request', 'request the approval of all members', defineRequest],
  ['approve', 'approve a release', defineApprove],
  ['object', 'object to a release', defineObject],
  ['withdraw', 'withdraw a request, an approval or a release', defineWithdraw],
  ['delegate', 'delegate your approval to another member', defineDelegate],
  ['approvals', 'print the state of approvals', defineApprovals],
  ['keys', 'print the public keys of release signatures', defineKeys],
  ['preview', 'print the releases of due periods', definePreview],
  ['publish', 'publish the releases of due periods', definePublish],
];

export const defineRelease: DefineCommand = (command, context) => {
  command
    .description(
      'The release plan, the releases, the approvals of members for authorities and the public, and the periods that are due.',
    )
    .addHelpText('after', '\nExample:\n  waylight release plan');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
