import * as z from 'zod/mini';

/** One release as a document: what pages show of it. Its check reads the whole document anew, as the command line does. */
export const releaseTableSchema = z.object({
  release: z.string(),
  table: z.string(),
  period: z.string(),
  audience: z.enum(['partners', 'network', 'authorities', 'public']),
  k: z.number(),
  from: z.string(),
  to: z.string(),
  closed: z.string(),
  planVersion: z.number(),
  marginsAreSums: z.optional(z.literal(true)),
  dimensions: z.record(z.string(), z.object({ tree: z.record(z.string(), z.array(z.string())) })),
  cells: z.array(z.object({ coords: z.record(z.string(), z.string()), value: z.number() })),
  victims: z.optional(
    z.object({
      k: z.number(),
      /** Given where so many incidents were released. */
      from: z.number(),
      sums: z.array(z.object({ coords: z.record(z.string(), z.string()), value: z.number() })),
    }),
  ),
  /** Whether it says how completely organisations reported: what it says is asked for as for every month. */
  completeness: z.optional(z.array(z.unknown())),
  notices: z.array(z.string()),
  signature: z.optional(z.object({ keyId: z.string(), algorithm: z.string() })),
});
export type ReleaseTable = z.output<typeof releaseTableSchema>;
export type ReleaseAudience = ReleaseTable['audience'];

export const releaseKeysSchema = z.array(
  z.object({
    keyId: z.string(),
    algorithm: z.literal('Ed25519'),
    publicKey: z.string(),
    from: z.string(),
    until: z.optional(z.string()),
  }),
);

export const OBJECTION_CODES = [
  'risk-to-persons',
  'identifies-place',
  'error-in-data',
  'ongoing-proceedings',
  'not-agreed',
] as const;
export type ObjectionCode = (typeof OBJECTION_CODES)[number];

const approvalSchema = z.object({
  release: z.string(),
  status: z.enum(['not-requested', 'open', 'approved', 'objected', 'expired', 'withdrawn']),
  request: z.optional(
    z.object({
      requestedBy: z.string(),
      at: z.string(),
      until: z.string(),
      approvers: z.array(z.string()),
      approvals: z.array(z.object({ organisation: z.string(), approvedBy: z.string(), at: z.string() })),
      missing: z.array(z.string()),
    }),
  ),
  objection: z.optional(z.object({ objectedBy: z.string(), at: z.string(), code: z.enum(OBJECTION_CODES) })),
  withdrawal: z.optional(z.object({ withdrawnBy: z.string(), at: z.string() })),
});
export type Approval = z.output<typeof approvalSchema>;

const delegationSchema = z.object({
  from: z.string(),
  to: z.string(),
  release: z.optional(z.string()),
  at: z.string(),
});
export type Delegation = z.output<typeof delegationSchema>;

const memberSchema = z.object({ id: z.string(), name: z.string() });
export type Member = z.output<typeof memberSchema>;

export const approvalsSchema = z.object({
  approvals: z.array(approvalSchema),
  delegations: z.array(delegationSchema),
  /** Those that may approve. */
  members: z.array(memberSchema),
});

/** What every change answers that pages look at: the rest they ask for anew. */
export const changedSchema = z.object({ changed: z.boolean() });
