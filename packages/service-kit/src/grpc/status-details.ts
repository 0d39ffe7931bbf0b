import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import type { Metadata } from '@grpc/grpc-js';
import { detailFromAny, detailToAny } from './detail-messages.ts';

/** One field that is wrong, by its path, such as `incident.victims[2].age`. */
export type FieldViolation = {
  readonly field: string;
  readonly description: string;
  readonly reason?: string;
};

/** The error details of google.rpc (error_details.proto) that we send. */
export type StatusDetail =
  | { readonly type: 'badRequest'; readonly violations: readonly FieldViolation[] }
  | { readonly type: 'retryInfo'; readonly retryAfterMs: number }
  | {
      readonly type: 'errorInfo';
      readonly reason: string;
      readonly domain: string;
      readonly metadata?: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'resourceInfo';
      readonly resourceType: string;
      readonly resourceName: string;
      readonly owner?: string;
      readonly description?: string;
    };

export const statusDetailsKey = 'grpc-status-details-bin';

// Clients commonly refuse more than 8 KiB of metadata, and this travels as base64.
const maxBytes = 5 * 1024;

/** google.rpc.Status { code = 1; message = 2; repeated google.protobuf.Any details = 3 } */
export function encodeStatusDetails(code: number, message: string, details: readonly StatusDetail[]): Buffer {
  let fitting = details;
  for (;;) {
    const writer = new BinaryWriter().uint32(8).int32(code).uint32(18).string(message.slice(0, 512));
    for (const detail of fitting) writer.uint32(26).bytes(detailToAny(detail));
    const bytes = writer.finish();
    if (bytes.length <= maxBytes) return Buffer.from(bytes);
    const shorter = shorten(fitting);
    if (shorter === null) return Buffer.from(new BinaryWriter().uint32(8).int32(code).finish());
    fitting = shorter;
  }
}

/** Halves the longest list of violations and says how many were left out; null if there is nothing to halve. */
function shorten(details: readonly StatusDetail[]): readonly StatusDetail[] | null {
  const lengths = details.map((detail) => (detail.type === 'badRequest' ? detail.violations.length : 0));
  const longest = lengths.indexOf(Math.max(...lengths));
  const detail = details[longest];
  if (detail?.type !== 'badRequest' || detail.violations.length < 3) return null;
  const before = detail.violations.at(-1);
  const leftOut = before?.reason === 'LEFT_OUT' ? Number.parseInt(before.description, 10) : 0;
  const listed = leftOut > 0 ? detail.violations.slice(0, -1) : detail.violations;
  const kept = listed.slice(0, listed.length >> 1);
  const note: FieldViolation = {
    field: '',
    description: `${leftOut + listed.length - kept.length} more violations are not listed`,
    reason: 'LEFT_OUT',
  };
  return details.with(longest, { type: 'badRequest', violations: [...kept, note] });
}

/** For clients: the details of an error's metadata. Types that we don't know are left out. */
export function decodeStatusDetails(metadata: Metadata | undefined): StatusDetail[] {
  const encoded = metadata?.get(statusDetailsKey)[0];
  if (encoded === undefined || typeof encoded === 'string') return [];
  const reader = new BinaryReader(encoded);
  const details: StatusDetail[] = [];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field !== 3) {
      reader.skip(wireType, field);
      continue;
    }
    const detail = detailFromAny(reader.bytes());
    if (detail !== null) details.push(detail);
  }
  return details;
}
