import type { ReleaseApproval } from '@waylight/contracts/insights';
import { RpcFailure } from '@waylight/service-kit/client';
import type { CommandContext } from '../command-context.ts';
import type { InsightsCalls } from '../connection/connect.ts';
import { describeViolations } from '../connection/explain-rpc-failure.ts';
import type { ConnectionFlags } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import { describeApproval } from './describe-approval.ts';

/** A release id for examples in help texts. */
export const EXAMPLE_ID = 'country-quarter.2025-Q1.public';

export type ApprovalChange = { readonly approval: ReleaseApproval | undefined; readonly changed: boolean };

/** Makes a call that changes an approval, and prints the approval. `done` names the change. */
export async function changeApproval(
  context: CommandContext,
  id: string,
  flags: ConnectionFlags,
  done: string,
  call: (insights: InsightsCalls) => Promise<ApprovalChange>,
): Promise<ExitCode> {
  const insights = await (await context.connect(flags)).insights();
  return printApproval(context, id, done, await translateApprovalError(() => call(insights)));
}

export function printApproval(
  context: Pick<CommandContext, 'print'>,
  id: string,
  done: string,
  { approval, changed }: ApprovalChange,
): ExitCode {
  context.print(`${id}: ${changed ? done : 'nothing changed'}.`);
  for (const line of approval === undefined ? [] : describeApproval(approval)) context.print(line);
  return EXIT.ok;
}

/** Explains refusals in terms of approvals; the general explanations are about reports. */
export async function translateApprovalError<Response>(call: () => Promise<Response>): Promise<Response> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    if (error.code === 'NOT_FOUND')
      throw refusedFailure(
        'your organisation cannot approve a release with this id',
        'Only members can approve. List the available releases: waylight release list',
      );
    if (error.code === 'FAILED_PRECONDITION')
      throw refusedFailure(
        `refused: ${error.message}`,
        'Print the state of the approval: waylight release approvals ID',
      );
    if (error.code === 'INVALID_ARGUMENT') throw refusedFailure('refused', ...describeViolations(error));
    throw error;
  }
}
