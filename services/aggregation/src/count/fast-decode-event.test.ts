import { ReportEvent } from '@waylight/contracts/incident';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reference } from '../testing/events.ts';
import { type DecodedEvent, fastDecodeEvent } from './fast-decode-event.ts';

const KEY = reference(1);
/** Codes of the code lists, and some unknown codes. */
const usual = fc.oneof({ weight: 8, arbitrary: fc.nat(20) }, { weight: 1, arbitrary: fc.nat(0x0fff_ffff) });
/** Numbers, some of them above 28 bits. */
const odd = fc.oneof({ weight: 20, arbitrary: usual }, { weight: 1, arbitrary: fc.nat(0x7fff_ffff) });

const incidentOf = (code: fc.Arbitrary<number>, day: fc.Arbitrary<number>) => {
  const codes = fc.array(code, { maxLength: 3 });
  const maybe = fc.option(code, { nil: undefined });
  return fc.record({
    occurredDay: day,
    datePrecision: code,
    country: code,
    area: code,
    segment: code,
    placePrecision: code,
    primaryType: code,
    furtherTypes: codes,
    cause: code,
    perpetrator: code,
    furtherPerpetrators: codes,
    method: code,
    furtherMethods: codes,
    personGroup: code,
    originRegion: code,
    shareWith: code,
    informationSource: code,
    reliability: code,
    credibility: code,
    verification: code,
    accountability: code,
    sourceQuality: code,
    victims: maybe,
    dead: maybe,
    minors: maybe,
    persons: fc.array(fc.record({ sex: code, ageBand: code, flags: codes, originRegion: code }), {
      maxLength: 2,
    }),
    services: fc.array(fc.record({ service: code, outcome: code }), { maxLength: 2 }),
    chain: codes,
  });
};

const eventOf = (code: fc.Arbitrary<number>, day: fc.Arbitrary<number>, key: fc.Arbitrary<Buffer>) => {
  const incident = fc.record({ $case: fc.constant('incident' as const), value: incidentOf(code, day) });
  const retraction = fc.record({
    $case: fc.constant('retraction' as const),
    value: fc.record({ reason: code }),
  });
  return fc.record({
    reportReference: key,
    revision: code,
    node: code,
    firstReceivedDay: code,
    codeBookVersion: code,
    organisation: code,
    layer: code,
    change: fc.oneof({ weight: 4, arbitrary: incident }, retraction, fc.constant(undefined)),
  });
};

const usualEvent = eventOf(usual, fc.nat(30_000), fc.constant(KEY));
const oddEvent = eventOf(
  odd,
  fc.integer({ min: -9, max: 30_000 }),
  fc.constantFrom(KEY, KEY, KEY, reference(2), Buffer.alloc(0)),
);
const encode = (event: object): Buffer =>
  Buffer.from(ReportEvent.encode(ReportEvent.fromPartial(event as never)).finish());
const bytes = oddEvent.map(encode);

/** Fields that both decoders must agree on. */
function countedFields({
  reportReference,
  revision,
  node,
  firstReceivedDay,
  organisation,
  layer,
  change,
}: DecodedEvent) {
  const one = change?.$case === 'incident' ? change.value : undefined;
  return {
    reference: Buffer.from(reportReference).toString('hex'),
    revision,
    node,
    firstReceivedDay,
    organisation,
    layer,
    change: change?.$case,
    incident: one && [
      ...[one.occurredDay, one.datePrecision, one.country, one.area, one.segment, one.primaryType, one.cause],
      ...[one.perpetrator, one.method, one.personGroup, one.originRegion, one.shareWith, one.victims],
      ...[one.placePrecision, one.sourceQuality],
      one.services.map(({ service, outcome }) => [service, outcome]),
    ],
  };
}

/**
 * Compares the event with that of the generated decoder. Returns false if the fast decoder leaves the event
 * to it.
 */
function agrees(value: Uint8Array): boolean {
  const event = fastDecodeEvent(value, KEY);
  if (event === undefined) return false;
  expect(countedFields(event)).toEqual(countedFields(ReportEvent.decode(value)));
  return true;
}

describe('the fast decoder', () => {
  it('decodes every event of a node, with the same result as the generated decoder', () => {
    fc.assert(
      fc.property(usualEvent, (event) => {
        expect(agrees(encode(event))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('skips fields of a later version, in the event and in the incident', () => {
    const later = Buffer.from([0xf8, 0x3f, 0x05, 0xfa, 0x3f, 0x02, 0x61, 0x80]); // 1023: a number; 1023: two bytes
    const inner = Buffer.concat([Buffer.from([0x18, 0x04, 0xb8, 0x02, 0x2a]), later]);
    const known = encode({ reportReference: KEY, revision: 3, node: 4 });
    const whole = Buffer.concat([known, Buffer.from([0x42, inner.length]), inner, later]);
    expect(agrees(whole)).toBe(true);
    expect(ReportEvent.decode(whole)._unknownFields).not.toEqual({});
  });

  it('leaves bytes that nodes do not write to the generated decoder', () => {
    const known = encode({ reportReference: KEY, revision: 3 });
    for (const strange of [
      [0x12, 0x01, 0x05], // the revision as bytes instead of a number
      [0x15, 1, 2, 3, 4], // the revision in 32 bits
      [0x08, 0x01], // the reference as a number
      [0x42, 0x09, 0x08], // an incident that is longer than the message
      [0x42, 0x02, 0x42, 0x05], // a list that is longer than the incident
      [0x42, 0x03, 0x42, 0x01, 0x80], // a number in the list that does not end
      [0x42, 0x0d, 0x42, 0x0b, ...Array(10).fill(0x80), 0x01], // a number in the list with more than 64 bits
      [0x42, 0x04, 0xf2, 0x01, 0x01, 0x08], // a person whose number is missing
      [0x42, 0x04, 0xfa, 0x01, 0x01, 0x08], // a service whose number is missing
      [0x42, 0x05, 0xfa, 0x01, 0x02, 0x18, 0x01], // a service with a field of a later version
      [0x00, 0x00], // a field number of 0, which is invalid
      [0x4b, 0x4c], // a group
      [0x10, 0x80, 0x80, 0x80, 0x80, 0x01], // 29 bits
      [0x10], // a field without its number
    ])
      expect(
        fastDecodeEvent(Buffer.concat([known, Buffer.from(strange)]), KEY),
        String(strange),
      ).toBeUndefined();
    expect(fastDecodeEvent(known, null)).toBeUndefined();
    expect(fastDecodeEvent(known, reference(2))).toBeUndefined();
  });

  it('decodes broken bytes as the generated decoder does, or leaves them to it', () => {
    const edits = fc.array(fc.tuple(fc.nat(400), fc.integer({ min: -1, max: 255 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(bytes, bytes, edits, fc.nat(400), (value, more, changes, cut) => {
        // The bytes are changed in places, truncated, and followed by a piece of another event, which repeats
        // fields.
        const broken = [...value.subarray(0, Math.max(cut, 20)), ...more.subarray(cut % (more.length + 1))];
        for (const [at, byte] of changes) {
          const place = at % (broken.length + 1);
          if (byte === -1) broken.splice(place, 1);
          else broken[place] = byte;
        }
        agrees(Buffer.from(broken));
      }),
      { numRuns: 5_000 },
    );
  });
});
