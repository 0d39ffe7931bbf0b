import { Metadata } from '@grpc/grpc-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeStatusDetails,
  encodeStatusDetails,
  type StatusDetail,
  statusDetailsKey,
} from './status-details.ts';

function roundTrip(details: readonly StatusDetail[]): StatusDetail[] {
  const metadata = new Metadata();
  metadata.set(statusDetailsKey, encodeStatusDetails(3, 'not valid', details));
  return decodeStatusDetails(metadata);
}

const short = fc.string({ maxLength: 20, unit: 'grapheme' });
const detail: fc.Arbitrary<StatusDetail> = fc.oneof(
  fc.record({
    type: fc.constant('badRequest' as const),
    violations: fc.array(fc.record({ field: short, description: short }), { maxLength: 5 }),
  }),
  fc.record({ type: fc.constant('retryInfo' as const), retryAfterMs: fc.nat() }),
);

test('details are decoded as they were encoded', () => {
  fc.assert(
    fc.property(fc.array(detail, { maxLength: 4 }), (details) => {
      expect(roundTrip(details)).toEqual(details);
    }),
  );
});

const hex = (text: string): string => Buffer.from(text).toString('hex');
const BAD_REQUEST = `0a29${hex('type.googleapis.com/google.rpc.BadRequest')}`;
const RETRY_INFO = `0a28${hex('type.googleapis.com/google.rpc.RetryInfo')}`;

test.each<[string, StatusDetail[], string]>([
  [
    'a BadRequest',
    [{ type: 'badRequest', violations: [{ field: 'a', description: 'b' }] }],
    `1a35${BAD_REQUEST}12080a060a0161120162`,
  ],
  [
    'a BadRequest with a reason and an empty violation',
    [
      {
        type: 'badRequest',
        violations: [
          { field: 'a', description: 'b', reason: 'C' },
          { field: '', description: '' },
        ],
      },
    ],
    `1a3a${BAD_REQUEST}120d0a090a01611201621a01430a00`,
  ],
  [
    'a RetryInfo of 1.5 seconds',
    [{ type: 'retryInfo', retryAfterMs: 1_500 }],
    `1a36${RETRY_INFO}120a0a0808011080cab5ee01`,
  ],
])('the bytes of a google.rpc.Status with %s', (_, details, bytes) => {
  expect(encodeStatusDetails(3, 'no', details).toString('hex')).toBe(`08031202${hex('no')}${bytes}`);
});

test('explicit zeros, which an earlier encoder wrote, are decoded', () => {
  const metadata = new Metadata();
  const retryInfo = Buffer.from(`080312001a30${RETRY_INFO}12060a0408051000`, 'hex');
  metadata.set(statusDetailsKey, retryInfo);
  expect(decodeStatusDetails(metadata)).toEqual([{ type: 'retryInfo', retryAfterMs: 5_000 }]);
});

test('a long list of violations is shortened to what clients accept as metadata, and ends with a note', () => {
  const violations = Array.from({ length: 1_000 }, (_, index) => ({
    field: `incident.victims[${index}].age_band`,
    description: 'is not an age band of the code book',
  }));
  const details: StatusDetail[] = [{ type: 'badRequest', violations }];
  expect(encodeStatusDetails(3, 'no', details).length).toBeLessThanOrEqual(5 * 1024);
  const [decoded] = roundTrip(details);
  if (decoded?.type !== 'badRequest') throw new Error('no BadRequest');
  const listed = decoded.violations.length - 1;
  expect(decoded.violations[0]).toEqual(violations[0]);
  expect(listed).toBeGreaterThan(20);
  expect(decoded.violations.at(-1)?.description).toBe(`${1_000 - listed} more violations are not listed`);
});

test('metadata without details, or with details of unknown types, returns none', () => {
  expect(decodeStatusDetails(undefined)).toEqual([]);
  expect(decodeStatusDetails(new Metadata())).toEqual([]);
  const metadata = new Metadata();
  metadata.set(statusDetailsKey, Buffer.from('1a080a01781203616263', 'hex'));
  expect(decodeStatusDetails(metadata)).toEqual([]);
});
