import {
  ApprovalStatus,
  ObjectionCode,
  type ReleaseApproval,
  WithdrawalTarget,
} from '@waylight/contracts/insights';
import { RpcFailure } from '@waylight/service-kit/client';
import type {
  ApprovalsFlags,
  ApproveFlags,
  DelegateFlags,
  ObjectFlags,
  WithdrawFlags,
} from '../commands/release-approvals.ts';
import type { InsightsCalls } from '../connection/connect.ts';
import { describeViolations } from '../connection/explain-rpc-failure.ts';
import type { ConnectionFlags } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';
import {
  approvalDocument,
  describeApproval,
  describeDelegation,
  enumCode,
  formatInstant,
} from './describe-approval.ts';

type ApprovalChange = { readonly approval: ReleaseApproval | undefined; readonly changed: boolean };

export function requestRelease(kit: Kit, id: string, flags: ConnectionFlags): Promise<ExitCode> {
  return changeApproval(kit, id, flags, 'Requested', (insights) =>
    insights.requestRelease({ releaseId: id }),
  );
}

export function approveRelease(kit: Kit, id: string, flags: ApproveFlags): Promise<ExitCode> {
  const forOrganisation = flags.for ?? '';
  return changeApproval(
    kit,
    id,
    flags,
    forOrganisation === '' ? 'Approved' : `Approved for ${forOrganisation}`,
    (insights) => insights.approveRelease({ releaseId: id, forOrganisation }),
  );
}

export function objectToRelease(kit: Kit, id: string, flags: ObjectFlags): Promise<ExitCode> {
  const code = enumValue(ObjectionCode, flags.code);
  return changeApproval(kit, id, flags, 'Objected', (insights) =>
    insights.objectToRelease({ releaseId: id, code }),
  );
}

const WITHDRAWN_TEXTS: Readonly<Record<string, string>> = {
  approval: 'The approval is taken back',
  request: 'The request is taken back',
  release: 'Withdrawn',
};

export async function withdrawRelease(kit: Kit, id: string, flags: WithdrawFlags): Promise<ExitCode> {
  const connection = await kit.connect(flags);
  const insights = await connection.insights();
  const what = flags.target ?? (await findWithdrawable(insights, connection.name, id));
  // It says what it means, so that nothing else is withdrawn should it have become approved in between.
  const request = { releaseId: id, target: enumValue(WithdrawalTarget, what) };
  return printApproval(
    kit,
    id,
    WITHDRAWN_TEXTS[what] ?? '',
    await translateApprovalError(() => insights.withdrawRelease(request)),
  );
}

/** What there is for this member to take back, as the approval stands. */
async function findWithdrawable(insights: InsightsCalls, member: string, id: string): Promise<string> {
  const { approvals } = await translateApprovalError(() => insights.getApprovals({ releaseId: id }));
  const { status, request } = approvals[0] ?? {};
  if (status === ApprovalStatus.APPROVED || status === ApprovalStatus.WITHDRAWN) return 'release';
  return request?.requestedBy === member ? 'request' : 'approval';
}

export async function delegateApproval(
  kit: Kit,
  organisation: string,
  flags: DelegateFlags,
): Promise<ExitCode> {
  const insights = await (await kit.connect(flags)).insights();
  const { delegations, changed } = await translateApprovalError(() =>
    insights.delegateApproval({
      toOrganisation: organisation,
      releaseId: flags.release ?? '',
      revoke: flags.revoke === true,
    }),
  );
  const which = flags.release ?? 'every release';
  const done = flags.revoke === true ? 'may no longer approve for you' : 'may approve for you';
  kit.print(`${organisation} ${done}: ${which}.${changed ? '' : ' It was so already.'}`);
  for (const one of delegations) kit.print(`In force: ${describeDelegation(one)}`);
  return EXIT.ok;
}

const COLUMNS = ['id', 'status', 'until', 'approved', 'missing'] as const;

export async function listApprovals(
  kit: Kit,
  id: string | undefined,
  flags: ApprovalsFlags,
): Promise<ExitCode> {
  const insights = await (await kit.connect(flags)).insights();
  const { approvals, delegations } = await translateApprovalError(() =>
    insights.getApprovals({ releaseId: id ?? '' }),
  );
  const [one] = approvals;
  if (id !== undefined && one !== undefined && flags.format === 'table') {
    kit.print([id, ...describeApproval(one)].join('\n'));
    return EXIT.ok;
  }
  await printRows(kit, {
    format: flags.format,
    columns: COLUMNS,
    rows: approvals.map(rowOf),
    numbers: [],
    none: 'There is no release that needs an approval, or your organisation is no member.',
    document: { approvals: approvals.map(approvalDocument), delegations },
  });
  if (flags.format === 'table')
    for (const delegation of delegations) kit.print(describeDelegation(delegation));
  return EXIT.ok;
}

function rowOf({ releaseId, status, request }: ReleaseApproval) {
  return {
    id: releaseId,
    status: enumCode(ApprovalStatus, status),
    until: request === undefined ? '' : formatInstant(request.until),
    approved: (request?.approvals ?? []).map(({ organisation }) => organisation).join(' '),
    missing: (request?.missing ?? []).join(' '),
  };
}

async function changeApproval(
  kit: Kit,
  id: string,
  flags: ConnectionFlags,
  done: string,
  call: (insights: InsightsCalls) => Promise<ApprovalChange>,
): Promise<ExitCode> {
  const insights = await (await kit.connect(flags)).insights();
  return printApproval(kit, id, done, await translateApprovalError(() => call(insights)));
}

function printApproval(kit: Kit, id: string, done: string, { approval, changed }: ApprovalChange): ExitCode {
  kit.print(`${id}: ${changed ? done : 'nothing changed: it was so already'}.`);
  for (const line of approval === undefined ? [] : describeApproval(approval)) kit.print(line);
  return EXIT.ok;
}

/** What a refusal means here: the words of reports would lead astray. */
async function translateApprovalError<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    if (error.code === 'NOT_FOUND')
      throw refusedFailure(
        'there is no such release that your organisation could speak about',
        'Members alone approve. npx waylight release list names the releases that there are.',
      );
    if (error.code === 'FAILED_PRECONDITION')
      throw refusedFailure(`refused: ${error.message}`, 'How it stands: npx waylight release approvals ID');
    if (error.code === 'INVALID_ARGUMENT') throw refusedFailure('refused', ...describeViolations(error));
    throw error;
  }
}

function enumValue<Value extends number>(
  values: Readonly<Record<string, Value | string>>,
  code: string,
): Value {
  const value = values[code.toUpperCase().replaceAll('-', '_')];
  if (typeof value !== 'number') throw new TypeError(`${code} is not in the contract`);
  return value;
}
