import { Service, ServiceOutcome } from '@waylight/contracts/incident';
import { codeList } from '@waylight/taxonomy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countServices } from './counted-services.ts';

const one = (service: number, outcome: number = ServiceOutcome.GIVEN) =>
  ({ service, outcome }) as Parameters<typeof countServices>[0][number];
const NONE = { service: 0, serviceOutcome: 0, unavailableService: 0 };

describe('the services of an incident, as tables count them', () => {
  it('have the most protective service as the primary one', () => {
    const primary = (...services: number[]) => countServices(services.map((code) => one(code))).service;
    expect(primary(Service.FOOD, Service.SAFE_HOUSE, Service.MEDICAL)).toBe(Service.SAFE_HOUSE);
    expect(primary(Service.UNKNOWN, Service.INTERPRETATION)).toBe(Service.INTERPRETATION);
  });

  it('have no declined or unavailable primary service, and no unavailable service with another outcome', () => {
    expect(countServices([])).toEqual(NONE);
    for (const outcome of Object.values(ServiceOutcome)) {
      const isUnavailable = outcome === ServiceOutcome.UNAVAILABLE;
      const isMissed = isUnavailable || outcome === ServiceOutcome.DECLINED;
      expect(countServices([one(Service.MEDICAL, outcome)])).toEqual({
        service: isMissed ? 0 : Service.MEDICAL,
        serviceOutcome: outcome === ServiceOutcome.UNSPECIFIED ? ServiceOutcome.UNKNOWN : outcome,
        unavailableService: isUnavailable ? Service.MEDICAL : 0,
      });
    }
  });

  it('have the best outcome of any service', () => {
    const best = (...outcomes: number[]) =>
      countServices(outcomes.map((outcome) => one(Service.FOOD, outcome))).serviceOutcome;
    const { GIVEN, ACCEPTED, REFERRED, PENDING, UNKNOWN, DECLINED, UNAVAILABLE } = ServiceOutcome;
    const order = [GIVEN, ACCEPTED, REFERRED, PENDING, UNKNOWN, DECLINED, UNAVAILABLE];
    const bests = order.map((_, i) => best(...order.slice(i).reverse()));
    expect(bests).toEqual(order);
  });

  it('have the most protective unavailable service, even if another service was given', () => {
    const { UNAVAILABLE } = ServiceOutcome;
    expect(
      countServices([
        one(Service.FOOD, UNAVAILABLE),
        one(Service.SAFE_HOUSE, UNAVAILABLE),
        one(Service.ANTI_TRAFFICKING),
      ]),
    ).toEqual({
      service: Service.ANTI_TRAFFICKING,
      serviceOutcome: ServiceOutcome.GIVEN,
      unavailableService: Service.SAFE_HOUSE,
    });
  });

  it('are unknown for an unlisted code, unless there is a listed code', () => {
    for (const code of [0, 77, 5_000]) {
      expect(countServices([one(code, code)])).toEqual({
        service: Service.UNKNOWN,
        serviceOutcome: ServiceOutcome.UNKNOWN,
        unavailableService: 0,
      });
      expect(countServices([one(code, ServiceOutcome.UNAVAILABLE)]).unavailableService).toBe(Service.UNKNOWN);
    }
    expect(countServices([one(5_000), one(Service.OTHER)]).service).toBe(Service.OTHER);
  });

  it('do not depend on order or repetition, and have codes of the code book', () => {
    const given = fc.array(
      fc.record({
        service: fc.constantFrom(...Object.values(Service)),
        outcome: fc.constantFrom(...Object.values(ServiceOutcome)),
      }),
      { maxLength: 6 },
    );
    const numbers = (list: 'service' | 'serviceOutcome') => [0, ...codeList(list).map((code) => code.number)];
    fc.assert(
      fc.property(given, (services) => {
        const counted = countServices(services);
        expect(countServices([...services].reverse().concat(services))).toEqual(counted);
        expect(numbers('service')).toContain(counted.service);
        expect(numbers('service')).toContain(counted.unavailableService);
        expect(numbers('serviceOutcome')).toContain(counted.serviceOutcome);
        expect(counted.serviceOutcome === 0).toBe(services.length === 0);
        const { service, serviceOutcome, unavailableService } = counted;
        const missed: number[] = [0, ServiceOutcome.DECLINED, ServiceOutcome.UNAVAILABLE];
        expect(service === 0).toBe(missed.includes(serviceOutcome));
        if (serviceOutcome === ServiceOutcome.UNAVAILABLE) expect(unavailableService).not.toBe(0);
      }),
    );
  });
});
