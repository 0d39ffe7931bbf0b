import { Service, ServiceOutcome } from '@waylight/contracts/incident';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { primaryService } from './primary-service.ts';

const COUNTS = [
  ServiceOutcome.GIVEN,
  ServiceOutcome.REFERRED,
  ServiceOutcome.ACCEPTED,
  ServiceOutcome.PENDING,
  ServiceOutcome.UNKNOWN,
  ServiceOutcome.UNSPECIFIED,
];
const outcome = fc.constantFrom(...COUNTS, ServiceOutcome.DECLINED, ServiceOutcome.UNAVAILABLE);
const codes = Object.values(Service);
const given = fc.array(fc.record({ service: fc.constantFrom(...codes), outcome }), { maxLength: 6 });
const one = (service: number, outcome: number = ServiceOutcome.GIVEN) =>
  ({ service, outcome }) as Parameters<typeof primaryService>[0][number];

describe('the primary service, which tables count', () => {
  it('is the most protective one', () => {
    expect(primaryService([one(Service.FOOD), one(Service.SAFE_HOUSE), one(Service.MEDICAL)])).toBe(
      Service.SAFE_HOUSE,
    );
    expect(primaryService([one(Service.UNKNOWN), one(Service.INTERPRETATION)])).toBe(Service.INTERPRETATION);
  });

  it('is never a declined or unavailable service', () => {
    const medical = (outcome: number) => primaryService([one(Service.MEDICAL, outcome)]);
    for (const outcome of COUNTS) expect(medical(outcome)).toBe(Service.MEDICAL);
    expect(medical(ServiceOutcome.DECLINED)).toBe(0);
    expect(medical(ServiceOutcome.UNAVAILABLE)).toBe(0);
    expect(primaryService([])).toBe(0);
  });

  it('is unknown for an unlisted code, unless there is a listed code', () => {
    for (const code of [0, 77, 5_000]) expect(primaryService([one(code)])).toBe(Service.UNKNOWN);
    expect(primaryService([one(5_000), one(Service.OTHER)])).toBe(Service.OTHER);
  });

  it('does not depend on order or repetition, and is one of the stated services or none', () => {
    fc.assert(
      fc.property(given, (services) => {
        const first = primaryService(services);
        expect(primaryService([...services].reverse().concat(services))).toBe(first);
        expect([0, Service.UNKNOWN, ...services.map(({ service }) => service)]).toContain(first);
      }),
    );
  });
});
