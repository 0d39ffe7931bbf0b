import { type ApprovalEvent, OBJECTION_CODES } from '@waylight/disclosure-control';
import { z } from 'zod';

const release = { release_id: z.string() };
const releases = { release_id: z.string().nullable() };
const common = { at_ms: z.int(), organisation: z.string() };
const other = { other_organisation: z.string() };

/** Columns by kind. Columns that a kind does not use are NULL. */
const rowSchema = z.discriminatedUnion('kind', [
  z.object({ ...common, ...release, kind: z.literal('requested'), asked: z.string() }),
  z.object({ ...common, ...release, ...other, kind: z.literal('approved') }),
  z.object({ ...common, ...release, kind: z.literal('objected'), code: z.enum(OBJECTION_CODES) }),
  z.object({
    ...common,
    ...release,
    kind: z.enum(['request-withdrawn', 'approval-withdrawn', 'release-withdrawn']),
  }),
  z.object({ ...common, ...releases, ...other, kind: z.enum(['delegated', 'delegation-revoked']) }),
]);

export type ApprovalRow = {
  readonly at_ms: number;
  readonly kind: string;
  readonly organisation: string;
  readonly release_id: string | null;
  readonly other_organisation: string | null;
  readonly code: string | null;
  readonly asked: string | null;
};

/** @throws ZodError for a row that cannot be parsed: it must not count as no approval */
export function parseApprovalRow(input: unknown): ApprovalEvent {
  const row = rowSchema.parse(input);
  const { at_ms: atMs, organisation: by } = row;
  switch (row.kind) {
    case 'requested': {
      const approvers = z.array(z.string()).parse(JSON.parse(row.asked));
      return { kind: row.kind, releaseId: row.release_id, by, approvers, atMs };
    }
    case 'approved':
      return { kind: row.kind, releaseId: row.release_id, by, forOrganisation: row.other_organisation, atMs };
    case 'objected':
      return { kind: row.kind, releaseId: row.release_id, by, code: row.code, atMs };
    case 'request-withdrawn':
    case 'approval-withdrawn':
    case 'release-withdrawn':
      return { kind: row.kind, releaseId: row.release_id, by, atMs };
    case 'delegated':
    case 'delegation-revoked': {
      const { release_id, other_organisation: to } = row;
      return { kind: row.kind, by, to, atMs, ...(release_id === null ? {} : { releaseId: release_id }) };
    }
    default:
      return row satisfies never;
  }
}

export function toApprovalRow(event: ApprovalEvent): ApprovalRow {
  const row = {
    at_ms: event.atMs,
    kind: event.kind,
    organisation: event.by,
    release_id: event.releaseId ?? null,
    other_organisation: null,
    code: null,
    asked: null,
  };
  switch (event.kind) {
    case 'requested':
      return { ...row, asked: JSON.stringify(event.approvers) };
    case 'approved':
      return { ...row, other_organisation: event.forOrganisation };
    case 'objected':
      return { ...row, code: event.code };
    case 'delegated':
    case 'delegation-revoked':
      return { ...row, other_organisation: event.to };
    case 'request-withdrawn':
    case 'approval-withdrawn':
    case 'release-withdrawn':
      return row;
    default:
      return event satisfies never;
  }
}
