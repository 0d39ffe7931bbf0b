import {
  APPROVAL_STATUSES,
  type ApprovalState,
  type Approvals,
  OBJECTION_CODES,
  WITHDRAWABLE,
} from '@waylight/disclosure-control';
import { z } from 'zod';
import { approvalFields } from '../approvals/approval-fields.ts';
import { instantSchema as at, toInstant } from './instants.ts';
import { releaseIdSchema } from './release-schemas.ts';

const organisation = z.string().max(64).describe('Registry id of an organisation');

export const approveSchema = z.strictObject({
  for: organisation
    .optional()
    .describe('The member that delegated its approval to the caller; absent for the caller’s own approval'),
});
export const objectSchema = z.strictObject({ code: z.enum(OBJECTION_CODES) });
export const withdrawSchema = z.strictObject({
  target: z.enum(WITHDRAWABLE).describe('Required, so that no release is withdrawn for good by mistake'),
});
export const delegateSchema = z.strictObject({
  to: organisation,
  release: releaseIdSchema.shape.id
    .optional()
    .describe('One release; absent for every release until revoked'),
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

const changed = z.boolean().describe('False if the state was the same before');
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
    .describe('The active members, to which approvals can be delegated'),
});

export function approvalBody(state: ApprovalState): z.input<typeof approvalSchema> {
  return { release: state.releaseId, status: state.status, ...approvalFields(state, toInstant) };
}

export function delegationsBody(all: Approvals['delegations']): z.input<typeof delegations> {
  return all.map(({ from, to, releaseId, atMs }) => ({
    from,
    to,
    ...(releaseId === undefined ? {} : { release: releaseId }),
    at: toInstant(atMs),
  }));
}
