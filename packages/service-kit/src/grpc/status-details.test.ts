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
  fc.record({
    type: fc.constant('errorInfo' as const),
    reason: short,
    domain: short,
    metadata: fc.dictionary(
      short.filter((key) => key !== '__proto__'),
      short,
      { maxKeys: 3, noNullPrototype: true },
    ),
  }),
  fc.record({
    type: fc.constant('resourceInfo' as const),
    resourceType: short,
    resourceName: short,
    owner: short,
    description: short,
  }),
);

test('details come back as they were sent', () => {
  fc.assert(
    fc.property(fc.array(detail, { maxLength: 4 }), (details) => {
      expect(roundTrip(details)).toEqual(details);
    }),
  );
});

test('the bytes are those of google.rpc.Status with a BadRequest', () => {
  const bytes = encodeStatusDetails(3, 'no', [
    { type: 'badRequest', violations: [{ field: 'a', description: 'b' }] },
  ]);
  const any = '0a29747970652e676f6f676c65617069732e636f6d2f676f6f676c652e7270632e42616452657175657374';
  expect(bytes.toString('hex')).toBe(
    `08031202${Buffer.from('no').toString('hex')}1a35${any}12080a060a0161120162`,
  );
});

test('a long list of violations is cut to what clients take as metadata, and says so', () => {
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

test('metadata without details, or with details of unknown types, has none', () => {
  expect(decodeStatusDetails(undefined)).toEqual([]);
  expect(decodeStatusDetails(new Metadata())).toEqual([]);
  const metadata = new Metadata();
  metadata.set(statusDetailsKey, Buffer.from('1a080a01781203616263', 'hex'));
  expect(decodeStatusDetails(metadata)).toEqual([]);
});
