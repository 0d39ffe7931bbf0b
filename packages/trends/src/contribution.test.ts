import {
  CauseOfDeath,
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  type PlacePrecision,
  ReportEvent,
  RetractionReason,
  Service,
  ServiceOutcome,
  ShareWith,
} from '@waylight/contracts/incident';
import { AREAS, codeByNumber, SEGMENTS } from '@waylight/taxonomy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Contribution,
  contributionOf,
  decodeCell,
  decodeContribution,
  decodeCoordinates,
  decodeReceivedCoordinates,
  EMPTY_CELL,
  encodeCell,
  encodeContribution,
  encodeCoordinates,
  forEachCell,
} from './index.ts';

const incident = fc.record({
  occurredDay: fc.integer({ min: 16_000, max: 20_500 }),
  datePrecision: fc.constantFrom(DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR),
  country: fc.constantFrom(Country.AL, Country.XK, Country.HU),
  primaryType: fc.constantFrom(IncidentType.PUSHBACK, IncidentType.DEATH, IncidentType.UNKNOWN),
  segment: fc.integer({ min: 0, max: 400 }),
  victims: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
  shareWith: fc.constantFrom(ShareWith.COUNTRY, ShareWith.PARTNERS, ShareWith.PUBLIC),
});

function event(reference: number, revision: number, value: Record<string, unknown> | undefined): ReportEvent {
  return ReportEvent.fromPartial({
    reportReference: Buffer.alloc(16, reference),
    revision,
    node: Country.MK,
    firstReceivedDay: 20_100 + reference,
    organisation: 5,
    layer: Layer.REPORTS,
    change:
      value === undefined
        ? { $case: 'retraction', value: { reason: RetractionReason.MISTAKE } }
        : { $case: 'incident', value },
  });
}

type Cells = Map<string, { reports: number; incidents: number; victims: number }>;

function add(cells: Cells, contribution: Contribution) {
  forEachCell(contribution, (bucket, field, victims) => {
    const key = `${bucket} ${field}`;
    const before = cells.get(key) ?? EMPTY_CELL;
    const after = {
      reports: before.reports + 1,
      incidents: before.incidents + 1,
      victims: before.victims + victims,
    };
    cells.set(key, after);
  });
}

describe('the contributions of reports', () => {
  const day = { occurredDay: 20_100, datePrecision: DatePrecision.DAY, country: Country.MK, victims: 1 };
  const totals = (events: readonly ReportEvent[]) => {
    const cells: Cells = new Map();
    for (const one of events) add(cells, contributionOf(one));
    const occurred = [...cells].filter(([key]) => key.startsWith('o')).map(([, cell]) => cell);
    return occurred.reduce((sum, cell) => ({
      reports: sum.reports + cell.reports,
      incidents: sum.incidents + cell.incidents,
      victims: sum.victims + cell.victims,
    }));
  };

  it('are five incidents for one person pushed back five times', () => {
    const times = [1, 2, 3, 4, 5].map((n) => event(n, 1, { ...day, occurredDay: 20_100 + n }));
    expect(totals(times)).toEqual({ reports: 5, incidents: 5, victims: 5 });
  });

  it('are three reports, and three unmatched incidents, for one event reported by three organisations', () => {
    const events = [5, 6, 7].map((organisation) => ({ ...event(organisation, 1, day), organisation }));
    expect(totals(events)).toEqual({ reports: 3, incidents: 3, victims: 3 });
  });

  it('are in separate buckets for dates without a day or without a month, and for the public record', () => {
    const bucket = (value: Record<string, unknown>, layer: Layer = Layer.REPORTS) =>
      contributionOf({ ...event(1, 1, value), layer }).placement?.bucket;
    expect(bucket({ occurredDay: 20_161, datePrecision: DatePrecision.DAY })).toBe('o2025-03');
    expect(bucket({ occurredDay: 20_148, datePrecision: DatePrecision.MONTH })).toBe('o2025-03');
    expect(bucket({ occurredDay: 20_089, datePrecision: DatePrecision.YEAR })).toBe('o2025');
    expect(bucket({ occurredDay: 20_089, datePrecision: DatePrecision.YEAR }, Layer.PUBLIC_RECORD)).toBe(
      'p2025',
    );
  });

  it('count an unknown code as `unknown`, and unknown sharing as the narrowest one', () => {
    const counted = contributionOf(
      event(1, 1, { primaryType: 77, country: 77, cause: 77, personGroup: 77, shareWith: 77 }),
    ).placement;
    expect(decodeCoordinates(counted?.field ?? '')).toMatchObject({
      type: IncidentType.UNKNOWN,
      country: Country.UNKNOWN,
      cause: CauseOfDeath.UNKNOWN,
      shareWith: ShareWith.COUNTRY,
    });
  });

  it('distinguish sharing only with the organisation in a ledger; on the log, the narrowest sharing is with the country', () => {
    const shareWithOf = (shareWith: number, ...where: ShareWith.ORGANISATION[]) =>
      decodeCoordinates(contributionOf(event(1, 1, { shareWith }), ...where).placement?.field ?? '')
        .shareWith;
    const asSent = [ShareWith.ORGANISATION, ShareWith.COUNTRY, ShareWith.PARTNERS, ShareWith.PUBLIC];
    expect(asSent.map((code) => shareWithOf(code, ShareWith.ORGANISATION))).toEqual(asSent);
    expect(asSent.map((code) => shareWithOf(code))).toEqual([ShareWith.COUNTRY, ...asSent.slice(1)]);
    expect([0, 77].map((code) => shareWithOf(code, ShareWith.ORGANISATION))).toEqual([
      ShareWith.ORGANISATION,
      ShareWith.ORGANISATION,
    ]);
  });

  it('have a field name of ASCII without NUL that is decoded unchanged', () => {
    const code = fc.integer({ min: 0, max: 126 });
    const large = fc.integer({ min: 0, max: 16_128 });
    fc.assert(
      fc.property(
        fc.record({
          layer: fc.integer({ min: 0, max: 3 }),
          dayOfMonth: fc.integer({ min: 0, max: 31 }),
          country: code,
          area: large,
          segment: fc.integer({ min: 0, max: 499_998 }),
          type: code,
          cause: code,
          perpetrator: code,
          method: code,
          personGroup: code,
          originRegion: code,
          shareWith: code,
          organisation: large,
          groupSize: code,
          service: code,
          serviceOutcome: code,
          unavailableService: code,
          placePrecision: code,
          sourceQuality: fc.integer({ min: 0, max: 5 }),
        }),
        (all) => {
          const isPublicRecord = all.layer === Layer.PUBLIC_RECORD;
          const coordinates = isPublicRecord ? all : { ...all, placePrecision: 99, sourceQuality: 0 };
          const field = encodeCoordinates(coordinates);
          for (const character of field) {
            expect(character.charCodeAt(0)).toBeGreaterThan(0);
            expect(character.charCodeAt(0)).toBeLessThan(128);
          }
          expect(decodeCoordinates(field)).toEqual(coordinates);
        },
      ),
    );
  });

  it('can be counted at each border segment and area of the code book', () => {
    const coordinatesOf = (place: object) => {
      const { placement } = contributionOf(event(1, 1, { occurredDay: 20_000, datePrecision: 1, ...place }));
      return decodeCoordinates(placement?.field ?? '');
    };
    for (const { number } of SEGMENTS) expect(coordinatesOf({ segment: number }).segment).toBe(number);
    for (const { number } of AREAS) expect(coordinatesOf({ area: number }).area).toBe(number);
  });

  it('count a recent incident in its week of receipt, by type group, sharing and organisation', () => {
    const pushback = { ...day, occurredDay: 20_090, primaryType: IncidentType.PUSHBACK, shareWith: 4 };
    const { received } = contributionOf(event(1, 1, pushback)).placement ?? {};
    expect(received?.bucket).toBe('r2025-W03');
    expect(decodeReceivedCoordinates(received?.field ?? '')).toEqual({
      layer: Layer.REPORTS,
      typeGroup: 2,
      shareWith: ShareWith.NETWORK,
      organisation: 5,
    });
  });

  it('count an older incident, or one whose day is unknown, in no week', () => {
    const receivedOf = (value: object) =>
      contributionOf(event(1, 1, { ...day, ...value })).placement?.received;
    expect(receivedOf({ occurredDay: 20_101 - 28 })).toBeDefined();
    expect(receivedOf({ occurredDay: 20_101 - 29 })).toBeUndefined();
    for (const datePrecision of Object.values(DatePrecision))
      if (datePrecision !== DatePrecision.DAY) expect(receivedOf({ datePrecision })).toBeUndefined();
  });

  it('show no surge in the week in which an organisation imports a backlog', () => {
    const WEEKS = 10;
    const reported = (n: number, receivedDay: number, delay: number) => ({
      ...event(n, 1, { ...day, occurredDay: receivedDay - delay }),
      firstReceivedDay: receivedDay,
    });
    // Twenty reports a week about incidents of the two weeks before.
    const usual = Array.from({ length: WEEKS * 20 }, (_, n) =>
      reported(n, 20_100 + Math.floor((n * 7) / 20), n % 14),
    );
    const backlog = Array.from({ length: 500 }, (_, n) => reported(1_000 + n, 20_140, 29 + n));
    const byWeek = (events: readonly ReportEvent[]) => {
      const cells: Cells = new Map();
      for (const one of events) add(cells, contributionOf(one));
      return new Map([...cells].filter(([key]) => key.startsWith('r')));
    };
    expect(byWeek(usual).size).toBeGreaterThanOrEqual(WEEKS);
    expect(byWeek([...usual, ...backlog])).toEqual(byWeek(usual));
  });

  it('count the group size, and one service of each kind', () => {
    const { placement } = contributionOf(
      event(1, 1, {
        victims: 3,
        services: [
          { service: Service.MEDICAL, outcome: ServiceOutcome.REFERRED },
          { service: Service.SHELTER, outcome: ServiceOutcome.UNAVAILABLE },
        ],
      }),
    );
    expect(decodeCoordinates(placement?.field ?? '')).toMatchObject({
      groupSize: 2,
      service: Service.MEDICAL,
      serviceOutcome: ServiceOutcome.REFERRED,
      unavailableService: Service.SHELTER,
    });
  });

  it('contain place precision and source quality for the public record only', () => {
    const facts = fc.record({
      placePrecision: fc.constantFrom<PlacePrecision>(0, 1, 2, 3, 4, 99),
      sourceQuality: fc.integer({ min: 0, max: 7 }),
    });
    fc.assert(
      fc.property(incident, facts, facts, (value, one, other) => {
        const of = (layer: Layer, more: object) =>
          contributionOf({ ...event(1, 1, { ...value, ...more }), layer }).placement;
        expect(of(Layer.REPORTS, one)).toEqual(of(Layer.REPORTS, other));
        const published = of(Layer.PUBLIC_RECORD, one);
        expect(decodeCoordinates(published?.field ?? '')).toMatchObject({
          placePrecision: one.placePrecision === 0 ? 99 : one.placePrecision,
          sourceQuality: one.sourceQuality > 5 ? 0 : one.sourceQuality,
        });
      }),
    );
  });

  it('are decoded unchanged', () => {
    const layer = fc.constantFrom(Layer.REPORTS, Layer.PUBLIC_RECORD);
    const change = fc.option(incident, { nil: undefined });
    fc.assert(
      fc.property(
        change,
        layer,
        fc.integer({ min: 16_000, max: 20_500 }),
        (value, layer, firstReceivedDay) => {
          const now = contributionOf({ ...event(1, 1, value), layer, firstReceivedDay });
          expect(decodeContribution(encodeContribution(now))).toEqual(now);
        },
      ),
    );
    // Most of the days above are far apart.
    const recent = contributionOf(event(1, 1, day));
    expect(recent.placement?.received).toBeDefined();
    expect(decodeContribution(encodeContribution(recent))).toEqual(recent);
  });

  it('distinguish victims not stated, 0 victims and each group size', () => {
    const sizeOf = (victims: number | undefined) =>
      codeByNumber(
        'groupSize',
        decodeCoordinates(contributionOf(event(1, 1, { victims })).placement?.field ?? '').groupSize,
      )?.id;
    expect([undefined, 0, 1, 2, 4, 5, 9, 10, 10_000].map(sizeOf)).toEqual([
      ...['unknown', 'none', 'one', 'two-to-four', 'two-to-four', 'five-to-nine', 'five-to-nine'],
      ...['ten-or-more', 'ten-or-more'],
    ]);
  });

  it('store a cell as its counts, and do not store a cell whose counts are zero', () => {
    expect(encodeCell(EMPTY_CELL)).toBeUndefined();
    expect(decodeCell(encodeCell({ reports: 3, incidents: 2, victims: 0 }) ?? '')).toEqual({
      reports: 3,
      incidents: 2,
      victims: 0,
    });
  });
});
