import { queryOptions } from '@tanstack/react-query';
import { AUDIENCES } from '@waylight/contracts/audiences';
import type { ObjectionCode } from '@waylight/disclosure-control';
import * as z from 'zod/mini';
import { getJson, parsed, sendChange } from './client.ts';
import type { Session } from './schemas.ts';

/** The fields of a release that pages show. Verification parses the whole document, like the command line does. */
const releaseTableSchema = z.object({
  release: z.string(),
  table: z.string(),
  period: z.string(),
  audience: z.enum(AUDIENCES),
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
      /** Minimum of released incidents for a sum. */
      from: z.number(),
      sums: z.array(z.object({ coords: z.record(z.string(), z.string()), value: z.number() })),
    }),
  ),
  /** Present if the release contains completeness of reporting. Its content is fetched from /v1/completeness. */
  completeness: z.optional(z.array(z.unknown())),
  notices: z.array(z.string()),
  signature: z.optional(z.object({ keyId: z.string(), algorithm: z.string() })),
});
export type ReleaseTable = z.output<typeof releaseTableSchema>;

const releaseKeysSchema = z.array(
  z.object({
    keyId: z.string(),
    algorithm: z.literal('Ed25519'),
    publicKey: z.string(),
    from: z.string(),
    until: z.optional(z.string()),
  }),
);

export type { ObjectionCode };

const OBJECTIONS = {
  'risk-to-persons': true,
  'identifies-place': true,
  'error-in-data': true,
  'ongoing-proceedings': true,
  'not-agreed': true,
} as const satisfies Readonly<Record<ObjectionCode, true>>;
/** Codes of the package `disclosure-control`, whose code is too large for a browser. */
export const OBJECTION_CODES = Object.keys(OBJECTIONS) as readonly ObjectionCode[];

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

const approvalsSchema = z.object({
  approvals: z.array(approvalSchema),
  delegations: z.array(delegationSchema),
  /** Organisations that can approve. */
  members: z.array(memberSchema),
});

/** The part of a change's response that pages use. They fetch the rest again. */
const changedSchema = z.object({ changed: z.boolean() });

const MINUTE_MS = 60_000;

/** One release, as the document that readers save and verify, and as the table in it. It never changes. */
export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['releases', 'document', id],
    queryFn: ({ signal }) => getJson(`/v1/releases/${encodeURIComponent(id)}`, z.unknown(), signal),
    select: readRelease,
    staleTime: Number.POSITIVE_INFINITY,
  });

const readRelease = (document: unknown) => ({ document, table: parsed(releaseTableSchema, document) });

/** States of all approvals. Other members change them at any time. */
export const approvalsQuery = (isMember: boolean) =>
  queryOptions({
    queryKey: ['approvals'],
    queryFn: ({ signal }) => getJson('/v1/approvals', approvalsSchema, signal),
    staleTime: MINUTE_MS / 2,
    enabled: isMember,
  });

export const askReleaseKeys = () => getJson('/v1/release-keys', releaseKeysSchema);

export type ApprovalChange = {
  readonly path: string;
  readonly body?: Readonly<Record<string, string | boolean>>;
};

/** `changed` is false if the state was the same before. @throws ViewProblem */
export const changeApproval = (
  session: Pick<Session, 'csrfToken'>,
  change: ApprovalChange,
): Promise<{ changed: boolean }> => sendChange(session, { method: 'POST', ...change }, changedSchema);
