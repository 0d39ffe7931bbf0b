import {
  APPROVAL_STATUSES,
  type ApprovalState,
  type Approvals,
  OBJECTION_CODES,
  WITHDRAWABLE,
} from '@waylight/disclosure-control';
import { z } from 'zod';
import { releaseIdSchema } from './release-schemas.ts';

const organisation = z.string().max(64).describe('The id of an organisation in the registry');
const at = z.string().describe('An instant, as in 2025-03-14T12:00:00.000Z');

export const approveSchema = z.strictObject({
  for: organisation.optional().describe('The member that has delegated to this one; without it for itself'),
});
export const objectSchema = z.strictObject({ code: z.enum(OBJECTION_CODES) });
export const withdrawSchema = z.strictObject({
  target: z.enum(WITHDRAWABLE).describe('Named, so that nobody withdraws a release for good by mistake'),
});
export const delegateSchema = z.strictObject({
  to: organisation,
  release: releaseIdSchema.shape.id.optional().describe('One release; without it every one, until revoked'),
  revoke: z.boolean().default(false),
});

export const approvalSchema = z.object({
  release: z.string(),
  status: z.enum(APPROVAL_STATUSES),
  request: z
    .object({
      requestedBy: z.string(),
      at,
      until: at,
      approvers: z.array(z.string()),
      approvals: z.array(z.object({ organisation: z.string(), approvedBy: z.string(), at })),
      missing: z.array(z.string()),
    })
    .optional(),
  objection: z.object({ objectedBy: z.string(), at, code: z.enum(OBJECTION_CODES) }).optional(),
  withdrawal: z.object({ withdrawnBy: z.string(), at }).optional(),
});

const changed = z.boolean().describe('False where it was so already');
export const commandAnswerSchema = z.object({ changed, approval: approvalSchema });

const delegations = z.array(
  z.object({ from: z.string(), to: z.string(), release: z.string().optional(), at }),
);
export const delegationsSchema = z.object({ changed, delegations });
export const approvalsSchema = z.object({
  approvals: z.array(approvalSchema),
  delegations,
  members: z
    .array(z.object({ id: organisation, name: z.string() }))
    .describe('Those that may approve, and to whom one may so delegate; to members alone, never the network'),
});

const instant = (ms: number): string => new Date(ms).toISOString();

export function approvalBody({
  releaseId: release,
  status,
  request,
  objection,
  withdrawal,
}: ApprovalState): z.input<typeof approvalSchema> {
  return {
    release,
    status,
    ...(request && {
      request: {
        requestedBy: request.by,
        at: instant(request.atMs),
        until: instant(request.untilMs),
        approvers: [...request.approvers],
        approvals: request.approvals.map(({ organisation, by, atMs }) => ({
          organisation,
          approvedBy: by,
          at: instant(atMs),
        })),
        missing: [...request.missing],
      },
    }),
    ...(objection && {
      objection: { objectedBy: objection.by, at: instant(objection.atMs), code: objection.code },
    }),
    ...(withdrawal && { withdrawal: { withdrawnBy: withdrawal.by, at: instant(withdrawal.atMs) } }),
  };
}

export function delegationsBody(all: Approvals['delegations']): z.input<typeof delegations> {
  return all.map(({ from, to, releaseId, atMs }) => ({
    from,
    to,
    ...(releaseId === undefined ? {} : { release: releaseId }),
    at: instant(atMs),
  }));
}
