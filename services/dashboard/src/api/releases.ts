import { queryOptions } from '@tanstack/react-query';
import { AUDIENCES } from '@waylight/contracts/audiences';
import type { ObjectionCode } from '@waylight/disclosure-control';
import * as v from 'valibot';
import { getJson, parsed, sendChange } from './client.ts';
import type { Session } from './schemas.ts';

/** The fields of a release that pages show. Verification parses the whole document, like the command line does. */
const releaseTableSchema = v.object({
  release: v.string(),
  table: v.string(),
  period: v.string(),
  audience: v.picklist(AUDIENCES),
  k: v.number(),
  from: v.string(),
  to: v.string(),
  closed: v.string(),
  planVersion: v.number(),
  marginsAreSums: v.optional(v.literal(true)),
  dimensions: v.record(v.string(), v.object({ tree: v.record(v.string(), v.array(v.string())) })),
  cells: v.array(v.object({ coords: v.record(v.string(), v.string()), value: v.number() })),
  victims: v.optional(
    v.object({
      k: v.number(),
      /** Minimum of released incidents for a sum. */
      from: v.number(),
      sums: v.array(v.object({ coords: v.record(v.string(), v.string()), value: v.number() })),
    }),
  ),
  /** Present if the release contains completeness of reporting. Its content is fetched from /v1/completeness. */
  completeness: v.optional(v.array(v.unknown())),
  notices: v.array(v.string()),
  signature: v.optional(v.object({ keyId: v.string(), algorithm: v.string() })),
});
export type ReleaseTable = v.InferOutput<typeof releaseTableSchema>;

const releaseKeysSchema = v.array(
  v.object({
    keyId: v.string(),
    algorithm: v.literal('Ed25519'),
    publicKey: v.string(),
    from: v.string(),
    until: v.optional(v.string()),
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

const approvalSchema = v.object({
  release: v.string(),
  status: v.picklist(['not-requested', 'open', 'approved', 'objected', 'expired', 'withdrawn']),
  request: v.optional(
    v.object({
      requestedBy: v.string(),
      at: v.string(),
      until: v.string(),
      approvers: v.array(v.string()),
      approvals: v.array(v.object({ organisation: v.string(), approvedBy: v.string(), at: v.string() })),
      missing: v.array(v.string()),
    }),
  ),
  objection: v.optional(
    v.object({ objectedBy: v.string(), at: v.string(), code: v.picklist(OBJECTION_CODES) }),
  ),
  withdrawal: v.optional(v.object({ withdrawnBy: v.string(), at: v.string() })),
});
export type Approval = v.InferOutput<typeof approvalSchema>;

const delegationSchema = v.object({
  from: v.string(),
  to: v.string(),
  release: v.optional(v.string()),
  at: v.string(),
});
export type Delegation = v.InferOutput<typeof delegationSchema>;

const memberSchema = v.object({ id: v.string(), name: v.string() });
export type Member = v.InferOutput<typeof memberSchema>;

const approvalsSchema = v.object({
  approvals: v.array(approvalSchema),
  delegations: v.array(delegationSchema),
  /** Organisations that can approve. */
  members: v.array(memberSchema),
});

/** The part of a change's response that pages use. They fetch the rest again. */
const changedSchema = v.object({ changed: v.boolean() });

const MINUTE_MS = 60_000;

/** One release, as the document that readers save and verify, and as the table in it. It never changes. */
export const releaseQuery = (id: string) =>
  queryOptions({
    queryKey: ['releases', 'document', id],
    queryFn: ({ signal }) => getJson(`/v1/releases/${encodeURIComponent(id)}`, v.unknown(), signal),
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
