import {
  AgeBand,
  CauseOfDeath,
  Country,
  DatePrecision,
  type Incident,
  IncidentType,
  Layer,
  OriginRegion,
  Perpetrator,
  PersonGroup,
  PlacePrecision,
  ShareWith,
  SmugglingMethod,
} from '@waylight/contracts/incident';
import { Report, type Violation } from '@waylight/contracts/intake';
import { describe, expect, it } from 'vitest';
import { LIMITS } from './limits.ts';
import { prepareReport } from './prepare-report.ts';

type Sent = Parameters<typeof Report.fromPartial>[0];

/** 15 March 2026. */
const TODAY = Date.UTC(2026, 2, 15) / 86_400_000;

function prepare(over: Sent = {}) {
  const report = Report.fromPartial({
    reportId: 'r1',
    occurredOn: '2026-03-01',
    country: 'MK',
    types: ['pushback'],
    ...over,
  });
  return prepareReport(report, {
    today: TODAY,
    pseudonymisation: { matchKeys: () => [] },
    digest: (content) => Buffer.from(content).toString('hex'),
  });
}

function accepted(over: Sent = {}) {
  const prepared = prepare(over);
  if (prepared.kind === 'refused') throw new Error(JSON.stringify(prepared.violations));
  return prepared;
}

const incident = (over: Sent = {}): Incident => accepted(over).report.incident;

function violations(over: Sent): Violation[] {
  const prepared = prepare(over);
  if (prepared.kind === 'prepared') throw new Error('it was accepted');
  return prepared.violations;
}

const candidates = (over: Sent) => violations(over).map(({ field, candidates }) => [field, candidates]);
const fields = (over: Sent) => violations(over).map(({ field }) => field);

describe('when it happened', () => {
  it.each([
    ['2026-03-01', DatePrecision.DAY, '2026-03-01', '2026-03-01'],
    ['2026-02', DatePrecision.MONTH, '2026-02-01', '2026-02-28'],
    ['2024-12', DatePrecision.MONTH, '2024-12-01', '2024-12-31'],
    ['2025', DatePrecision.YEAR, '2025-01-01', '2025-12-31'],
  ])('%s is as precise as it is written', (text, precision, from, to) => {
    const { report } = accepted({ occurredOn: text });
    const days = { from: Date.parse(from) / 86_400_000, to: Date.parse(to) / 86_400_000 };
    expect(report.occurred).toEqual(days);
    expect(report.incident).toMatchObject({ occurredDay: days.from, datePrecision: precision });
  });

  it('is refused with both readings where day and month could be swapped', () => {
    expect(candidates({ occurredOn: '03/04/2025' })).toEqual([['occurred_on', ['2025-04-03', '2025-03-04']]]);
  });

  it.each([
    '',
    'yesterday',
    '2025-02-29',
    '2025-13',
    '2025-1-1',
    '14.03.2025',
    '2026-03-01T10:00',
    '1999-12-31',
  ])('is refused as %j', (occurredOn) => {
    expect(fields({ occurredOn })).toEqual(['occurred_on']);
  });

  it('may be today, this month and this year, and not tomorrow', () => {
    for (const occurredOn of ['2026-03-15', '2026-03', '2026']) accepted({ occurredOn });
    for (const occurredOn of ['2026-03-16', '2026-04', '2027'])
      expect(violations({ occurredOn })).toMatchObject([{ description: 'lies in the future' }]);
  });
});

describe('where it happened', () => {
  it.each([
    ['XK', Country.XK],
    ['Kosovo', Country.XK],
    ['Косово', Country.XK],
    ['Maqedonia e Veriut', Country.MK],
    ['unknown', Country.UNKNOWN],
  ])('%s is a country', (country, code) => {
    expect(incident({ country }).country).toBe(code);
  });

  it('is refused where two countries stand as one', () => {
    expect(candidates({ country: 'Kosovo and Metohija' })).toEqual([['country', ['RS', 'XK']]]);
  });

  it('is not guessed from a name that is nearly one', () => {
    expect(candidates({ country: 'Hungaryy' })).toEqual([['country', ['HU']]]);
  });

  it('takes area and precision from the place, in any spelling', () => {
    const { area } = incident({ country: 'RS', place: 'Subotica' });
    expect(area).toBeGreaterThan(0);
    for (const place of ['Суботица', 'subotica'])
      expect(incident({ country: 'RS', place })).toMatchObject({
        area,
        placePrecision: PlacePrecision.SETTLEMENT,
      });
  });

  it('refuses a place in another country than the report states, and says which', () => {
    expect(candidates({ country: 'MK', place: 'Subotica' })).toEqual([['place', ['Subotica, RS']]]);
  });

  it('refuses a place in another area than the report states', () => {
    const [other] = violations({ country: 'RS', area: 'RS-23', place: 'Subotica' });
    expect(other).toMatchObject({ field: 'place', candidates: [expect.stringContaining('RS-')] });
  });

  it('notes a place that no gazetteer knows, without a word of it', () => {
    const { report } = accepted({ country: 'MK', place: 'Zzyzxqq' });
    expect(report.notes).toMatchObject([{ field: 'place' }]);
    expect(JSON.stringify(report.notes)).not.toContain('Zzyzxqq');
    expect(report.incident).toMatchObject({ area: 0, placePrecision: PlacePrecision.COUNTRY });
  });

  it('refuses OCHA’s code for an Albanian area, which ISO reads as another one', () => {
    const [violation] = violations({ country: 'AL', area: 'AL02' });
    expect(violation).toMatchObject({ field: 'area' });
    expect(violation?.candidates.length).toBeGreaterThan(1);
  });

  it.each([
    ['swapped', 21.4314, 42.3, /swapped/],
    ['with a sign flipped', 42.0, -21.4314, /sign/],
    ['0, 0', 0, 0, /not stated/],
    ['the middle of the capital', 41.9965, 21.4314, /capital/],
    ['in another country', 46.1, 19.66, /outside the country/],
    ['no position', 142, 200, /no position/],
    ['not a number', Number.NaN, 21, /no position/],
  ])('refuses a point that is %s, and does not repeat it', (_, latitude, longitude, saying) => {
    const found = violations({ coordinates: { latitude, longitude } });
    expect(found).toMatchObject([{ field: 'coordinates', description: expect.stringMatching(saying) }]);
    if (longitude !== 0) expect(JSON.stringify(found)).not.toContain(String(longitude));
  });

  it('drops a point that is right: nothing exact is kept', () => {
    const bytes = JSON.stringify(incident({ coordinates: { latitude: 41.714, longitude: 21.772 } }));
    expect(bytes).not.toContain('41.7');
    expect(incident({ coordinates: { latitude: 41.714, longitude: 21.772 } }).placePrecision).toBe(
      PlacePrecision.COUNTRY,
    );
  });

  it('takes a point on the other bank of the segment’s river', () => {
    const drina = { country: 'BA', segment: 'RS-BA.drina' };
    expect(incident({ ...drina, coordinates: { latitude: 44.53, longitude: 19.7 } }).country).toBe(
      Country.BA,
    );
  });

  it('refuses a stretch without its direction, and a segment elsewhere', () => {
    expect(candidates({ country: 'BA', segment: 'Drina' })).toEqual([
      ['segment', expect.arrayContaining(['RS-BA.drina', 'BA-RS.drina'])],
    ]);
    expect(fields({ country: 'AL', segment: 'RS-HU' })).toEqual(['segment']);
  });

  it('reads a chain pushback as one incident at its last leg', () => {
    const chain = incident({ country: 'HR', segment: 'SI | HR → HR | BA', types: ['pushback'] });
    expect(chain.chain).toEqual([Country.SI, Country.HR, Country.BA]);
    expect(chain.primaryType).toBe(IncidentType.CHAIN_PUSHBACK);
    expect(chain.segment).toBe(incident({ country: 'HR', segment: 'HR-BA' }).segment);
  });

  it('refuses a chain whose legs do not meet without quoting it', () => {
    const found = violations({ country: 'HR', segment: 'SI | HR → RS | Ruritania' });
    expect(found.map(({ field }) => field)).toEqual(['segment']);
    expect(JSON.stringify(found)).not.toContain('Ruritania');
  });
});

describe('what happened', () => {
  it('has one primary type, the gravest and most specific, and the others as context', () => {
    const what = incident({ types: ['theft', 'Силување', 'pushback', 'rape'] });
    expect(what.primaryType).toBe(IncidentType.SEXUAL_VIOLENCE_RAPE);
    expect(what.furtherTypes).toEqual([IncidentType.THEFT_ROBBERY, IncidentType.PUSHBACK]);
  });

  it.each([
    ['nothing', [], 'types'],
    ['two values in one cell', ['pushback, theft'], 'types[0]'],
    ['two values by a bar', ['pushback | theft'], 'types[0]'],
    ['a bare number', ['15'], 'types[0]'],
    ['a blank', [' '], 'types[0]'],
    ['a text without end', ['x'.repeat(LIMITS.textLength + 1)], 'types[0]'],
    ['too many', Array.from({ length: LIMITS.types + 1 }, () => 'pushback'), 'types'],
  ])('is refused as %s', (_, types, field) => {
    expect(fields({ types })).toEqual([field]);
  });

  it('may be unknown, which is a statement, and is never taken for it', () => {
    expect(incident({ types: ['unknown'] }).primaryType).toBe(IncidentType.UNKNOWN);
    expect(candidates({ types: ['pushbak'] })).toEqual([['types[0]', expect.arrayContaining(['pushback'])]]);
  });

  it('has a cause where somebody died or went missing, mixed where there are two', () => {
    expect(incident().cause).toBe(CauseOfDeath.UNSPECIFIED);
    expect(incident({ types: ['death'] }).cause).toBe(CauseOfDeath.UNKNOWN);
    expect(incident({ types: ['death'], causes: ['drowned'] }).cause).toBe(CauseOfDeath.DROWNING);
    expect(incident({ types: ['death'], causes: ['drowned', 'violence'] }).cause).toBe(CauseOfDeath.UNKNOWN);
    expect(fields({ causes: ['drowned'] })).toEqual(['causes']);
  });

  it('has one perpetrator and one method by elimination, unknown where none is stated', () => {
    expect(incident()).toMatchObject({
      perpetrator: Perpetrator.UNKNOWN,
      method: SmugglingMethod.UNKNOWN,
      furtherPerpetrators: [],
    });
    expect(incident({ perpetrators: ['police', 'unknown', 'border guard'] })).toMatchObject({
      perpetrator: Perpetrator.BORDER_GUARD,
      furtherPerpetrators: [Perpetrator.POLICE],
    });
  });
});

describe('counts', () => {
  it('are independent facts, and absent is not 0', () => {
    const counts = { dead: 2, survivors: 9, minors: 14, female: 0 };
    expect(incident({ types: ['death'], counts })).toMatchObject({
      ...counts,
      missing: undefined,
      male: undefined,
    });
  });

  it.each<[string, Sent, number | undefined]>([
    ['the dead and missing where either is stated', { counts: { dead: 2, missing: 1, persons: 40 } }, 3],
    ['0 where none died and that is stated', { counts: { dead: 0 } }, 0],
    ['the persons that are stated', { counts: { persons: 4 }, persons: [{}, {}] }, 4],
    ['the persons described where no number is stated', { persons: [{}, {}] }, 2],
    ['not stated where nothing is', {}, undefined],
  ])('give as victims %s', (_, over, victims) => {
    expect(incident(over).victims).toBe(victims);
  });

  it('are refused where no incident has so many', () => {
    expect(fields({ counts: { persons: LIMITS.count + 1, minors: 4_000_000_000 } })).toEqual([
      'counts.persons',
      'counts.minors',
    ]);
  });
});

describe('persons', () => {
  it('become bands and flags: neither age nor country of origin is kept', () => {
    const { persons } = incident({ persons: [{ sex: 'f', age: 16, originCountry: 'AF', flags: ['UAM'] }] });
    expect(persons).toMatchObject([
      { ageBand: AgeBand.AGE_BAND_12_17, originRegion: OriginRegion.SOUTHERN_ASIA },
    ]);
    expect(JSON.stringify(persons)).not.toMatch(/AF|16/);
  });

  it.each<[string, Sent, PersonGroup]>([
    [
      'the gravest of the persons',
      {
        persons: [
          { sex: 'm', age: 30 },
          { age: 10, flags: ['separated'] },
        ],
      },
      PersonGroup.UNACCOMPANIED_OR_SEPARATED_CHILD,
    ],
    ['a child from the counts', { counts: { minors: 1, female: 3 } }, PersonGroup.OTHER_CHILD],
    ['a woman from the counts', { counts: { minors: 0, female: 3, male: 1 } }, PersonGroup.WOMAN],
    ['a man from the counts', { counts: { male: 1 } }, PersonGroup.MAN],
    ['unknown', {}, PersonGroup.UNKNOWN],
  ])('give as their group %s', (_, over, group) => {
    expect(incident(over).personGroup).toBe(group);
  });

  it('give one region of origin, mixed where they differ', () => {
    expect(incident({ origins: ['Afghanistan', 'Pakistan'] }).originRegion).toBe(OriginRegion.SOUTHERN_ASIA);
    expect(incident({ origins: ['Afghanistan'], persons: [{ originCountry: 'SY' }] }).originRegion).toBe(
      OriginRegion.MIXED,
    );
    expect(incident().originRegion).toBe(OriginRegion.UNKNOWN);
  });

  it.each<[string, Sent, string]>([
    ['an age that nobody has', { persons: [{ age: 121 }] }, 'persons[0].age'],
    ['a band that is not the age’s', { persons: [{}, { age: 12, ageBand: '18-29' }] }, 'persons[1].age_band'],
    [
      'ages as a sentence',
      { persons: [{ ageBand: '8 months, 1 year, 11 people 24–28' }] },
      'persons[0].age_band',
    ],
    ['a flag that is none', { persons: [{ flags: ['tall'] }] }, 'persons[0].flags[0]'],
    ['a status that is none', { persons: [{ asylumStatus: 'maybe' }] }, 'persons[0].asylum_status'],
    ['more than fifty', { persons: Array.from({ length: 51 }, () => ({})) }, 'persons'],
  ])('are refused with %s', (_, over, field) => {
    expect(fields(over)).toEqual([field]);
  });
});

describe('identities', () => {
  const identity = { givenNames: 'Markedname', familyName: 'Secretfamily', birthDate: '1999-04-02' };

  it('are used by the port and are in nothing that comes out', () => {
    const seen: unknown[] = [];
    const report = Report.fromPartial({
      reportId: 'r1',
      occurredOn: '2026-03-01',
      country: 'MK',
      types: ['pushback'],
      persons: [{ identity, sex: 'female', originCountry: 'SY' }, {}],
    });
    const prepared = prepareReport(report, {
      today: TODAY,
      pseudonymisation: {
        matchKeys: (known) => {
          seen.push(known);
          return [];
        },
      },
      digest: () => 'digest',
    });
    expect(seen).toMatchObject([{ ...identity, sex: 'female', originCountry: 'SY' }]);
    expect(JSON.stringify(prepared)).not.toMatch(/Markedname|Secretfamily|1999/);
  });

  it('are refused by field, and the reason does not repeat them', () => {
    const wrong = { ...identity, birthDate: '2.4.1999', phone: '070 123', documentNumber: '11111' };
    const found = violations({ persons: [{}, { identity: wrong }] });
    expect(found.map(({ field }) => field).sort()).toEqual([
      'persons[1].identity.birth_date',
      'persons[1].identity.document_number',
      'persons[1].identity.phone',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/2\.4\.1999|070|11111/);
  });

  it('do not belong in ids', () => {
    expect(fields({ reportId: 'case-secretfamily-1', persons: [{ identity }] })).toEqual(['report_id']);
    const numbered = { ...identity, documentNumber: 'AB-1234567' };
    expect(fields({ importId: 'ab1234567', persons: [{ identity: numbered }] })).toEqual(['import_id']);
  });

  it('do not belong in a public record', () => {
    expect(fields({ layer: 'public-record', persons: [{ identity }] })).toEqual(['persons[0].identity']);
  });
});

describe('sharing', () => {
  it('is with the organisation alone where nothing is stated', () => {
    expect(accepted().report).toMatchObject({
      layer: Layer.REPORTS,
      incident: { shareWith: ShareWith.ORGANISATION },
    });
  });

  it('of a public record is public, and nothing else', () => {
    expect(accepted({ layer: 'public-record' }).report).toMatchObject({
      layer: Layer.PUBLIC_RECORD,
      incident: { shareWith: ShareWith.PUBLIC },
    });
    expect(fields({ layer: 'public-record', shareWith: 'partners' })).toEqual(['share_with']);
  });

  it.each([{ layer: 'media' }, { shareWith: 'friends' }])('is refused as %j', (over) => {
    expect(violations(over)).toHaveLength(1);
  });
});

describe('information', () => {
  it('refuses 45 on a scale of 1 to 5, and a credibility that is none', () => {
    expect(fields({ information: { sourceQuality: 45, credibility: '45' } }).sort()).toEqual([
      'information.credibility',
      'information.source_quality',
    ]);
  });

  it('takes the Admiralty code as it is written', () => {
    expect(incident({ information: { reliability: 'B', credibility: '2', sourceQuality: 5 } })).toMatchObject(
      {
        reliability: 2,
        credibility: 2,
        sourceQuality: 5,
      },
    );
  });
});

describe('the same content', () => {
  const digest = (over: Sent = {}) => accepted(over).digest;

  it('is the same whatever import sent it, and with its defaults written out', () => {
    expect(digest({ importId: 'i1' })).toBe(digest());
    expect(digest({ layer: 'reports', shareWith: 'organisation' })).toBe(digest());
  });

  it('is another where anything that was sent differs, also what is not kept', () => {
    expect(digest({ place: 'Skopje' })).not.toBe(digest());
    const person = (familyName: string) => ({ persons: [{ identity: { familyName } }] });
    expect(digest(person('Aaa'))).not.toBe(digest(person('Bbb')));
  });
});
