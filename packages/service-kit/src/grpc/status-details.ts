import type { Metadata } from '@grpc/grpc-js';
import { type Any, BadRequest, RetryInfo, Status } from '@waylight/contracts/rpc';

/** An invalid field, by its path, such as `incident.victims[2].age`. */
export type FieldViolation = {
  readonly field: string;
  readonly description: string;
  readonly reason?: string;
};

/** The messages of google/rpc/error_details.proto that Waylight sends. */
export type StatusDetail =
  | { readonly type: 'badRequest'; readonly violations: readonly FieldViolation[] }
  | { readonly type: 'retryInfo'; readonly retryAfterMs: number };

export const statusDetailsKey = 'grpc-status-details-bin';

/** Many clients reject more than 8 KiB of metadata, and the details travel as base64. */
const MAX_BYTES = 5 * 1024;
const MAX_MESSAGE_CHARACTERS = 512;

/** Encodes a google.rpc.Status, and shortens lists of violations until it fits. */
export function encodeStatusDetails(code: number, message: string, details: readonly StatusDetail[]): Buffer {
  let fitting = details;
  for (;;) {
    const bytes = encode({
      code,
      message: message.slice(0, MAX_MESSAGE_CHARACTERS),
      details: fitting.map(toAny),
    });
    if (bytes.length <= MAX_BYTES) return bytes;
    const shorter = shorten(fitting);
    if (shorter === null) return encode({ code, message: '', details: [] });
    fitting = shorter;
  }
}

const encode = (status: Status): Buffer => Buffer.from(Status.encode(status).finish());

/**
 * Halves the longest list of violations, and adds a note with the number of omitted violations. Returns null if no list can be
 * halved.
 */
function shorten(details: readonly StatusDetail[]): readonly StatusDetail[] | null {
  const lengths = details.map((detail) => (detail.type === 'badRequest' ? detail.violations.length : 0));
  const longest = lengths.indexOf(Math.max(...lengths));
  const detail = details[longest];
  if (detail?.type !== 'badRequest' || detail.violations.length < 3) return null;
  const last = detail.violations.at(-1);
  const omitted = last?.reason === 'LEFT_OUT' ? Number.parseInt(last.description, 10) : 0;
  const listed = omitted > 0 ? detail.violations.slice(0, -1) : detail.violations;
  const kept = listed.slice(0, listed.length >> 1);
  const note: FieldViolation = {
    field: '',
    description: `${omitted + listed.length - kept.length} more violations are not listed`,
    reason: 'LEFT_OUT',
  };
  return details.with(longest, { type: 'badRequest', violations: [...kept, note] });
}

/** Decodes the details in the metadata of an error. Types that Waylight never sends are left out. */
export function decodeStatusDetails(metadata: Metadata | undefined): StatusDetail[] {
  const encoded = metadata?.get(statusDetailsKey)[0];
  if (encoded === undefined || typeof encoded === 'string') return [];
  return Status.decode(encoded).details.flatMap((any) => fromAny(any) ?? []);
}

const TYPE_URLS = {
  badRequest: 'type.googleapis.com/google.rpc.BadRequest',
  retryInfo: 'type.googleapis.com/google.rpc.RetryInfo',
} as const;

function toAny(detail: StatusDetail): Any {
  return { typeUrl: TYPE_URLS[detail.type], value: Buffer.from(encodeDetail(detail)) };
}

function encodeDetail(detail: StatusDetail): Uint8Array {
  switch (detail.type) {
    case 'badRequest': {
      const fieldViolations = detail.violations.map(({ reason = '', ...violation }) => ({
        ...violation,
        reason,
        localizedMessage: undefined,
      }));
      return BadRequest.encode({ fieldViolations }).finish();
    }
    case 'retryInfo': {
      const seconds = Math.floor(detail.retryAfterMs / 1_000);
      const nanos = Math.round((detail.retryAfterMs - seconds * 1_000) * 1e6);
      return RetryInfo.encode({ retryDelay: { seconds: BigInt(seconds), nanos } }).finish();
    }
    default:
      return detail satisfies never;
  }
}

function fromAny({ typeUrl, value }: Any): StatusDetail | undefined {
  switch (typeUrl) {
    case TYPE_URLS.badRequest:
      return {
        type: 'badRequest',
        violations: BadRequest.decode(value).fieldViolations.map(({ field, description, reason }) =>
          reason === '' ? { field, description } : { field, description, reason },
        ),
      };
    case TYPE_URLS.retryInfo: {
      const { seconds = 0n, nanos = 0 } = RetryInfo.decode(value).retryDelay ?? {};
      return { type: 'retryInfo', retryAfterMs: Number(seconds) * 1_000 + nanos / 1e6 };
    }
    default:
      return undefined;
  }
}
