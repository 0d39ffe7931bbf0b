import {
  AgeBand,
  CauseOfDeath,
  IncidentType,
  Layer,
  OriginRegion,
  Perpetrator,
  PersonGroup,
  ShareWith,
  SmugglingMethod,
} from '@waylight/contracts/incident';
import { Report } from '@waylight/contracts/intake';
import { describe, expect, it } from 'vitest';
import {
  candidates,
  fields,
  incident,
  prepareAccepted,
  type Sent,
  TODAY,
  violations,
} from '../testing/prepare.ts';
import { LIMITS } from './limits.ts';
import { prepareReport } from './prepare-report.ts';

describe('a classification', () => {
  it('has one primary type, the gravest and most specific; other types are context', () => {
    const { primaryType, furtherTypes } = incident({ types: ['theft', 'Силување', 'pushback', 'rape'] });
    expect(primaryType).toBe(IncidentType.SEXUAL_VIOLENCE_RAPE);
    expect(furtherTypes).toEqual([IncidentType.THEFT_ROBBERY, IncidentType.PUSHBACK]);
  });

  it.each([
    ['nothing', [], 'types'],
    ['two values in one cell', ['pushback, theft'], 'types[0]'],
    ['two values with a bar', ['pushback | theft'], 'types[0]'],
    ['a bare number', ['15'], 'types[0]'],
    ['a blank', [' '], 'types[0]'],
    ['a text that is too long', ['x'.repeat(LIMITS.textLength + 1)], 'types[0]'],
    ['too many', Array.from({ length: LIMITS.types + 1 }, () => 'pushback'), 'types'],
  ])('is refused with %s', (_, types, field) => {
    expect(fields({ types })).toEqual([field]);
  });

  it('may be unknown, but an unknown text is refused', () => {
    expect(incident({ types: ['unknown'] }).primaryType).toBe(IncidentType.UNKNOWN);
    expect(candidates({ types: ['pushbak'] })).toEqual([['types[0]', expect.arrayContaining(['pushback'])]]);
  });

  it('has a cause only with a death or disappearance; the cause is unknown if two are stated', () => {
    expect(incident().cause).toBe(CauseOfDeath.UNSPECIFIED);
    expect(incident({ types: ['death'] }).cause).toBe(CauseOfDeath.UNKNOWN);
    expect(incident({ types: ['death'], causes: ['drowned'] }).cause).toBe(CauseOfDeath.DROWNING);
    expect(incident({ types: ['death'], causes: ['drowned', 'violence'] }).cause).toBe(CauseOfDeath.UNKNOWN);
    expect(fields({ causes: ['drowned'] })).toEqual(['causes']);
  });

  it('has one perpetrator and one method, chosen by elimination; they are unknown if none is stated', () => {
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
  it('are independent facts, and an absent count is not 0', () => {
    const counts = { dead: 2, survivors: 9, minors: 14, female: 0 };
    expect(incident({ types: ['death'], counts })).toMatchObject({
      ...counts,
      missing: undefined,
      male: undefined,
    });
  });

  it.each<[string, Sent, number | undefined]>([
    ['the dead and missing if either is stated', { counts: { dead: 2, missing: 1, persons: 40 } }, 3],
    ['0 if no deaths are stated as 0', { counts: { dead: 0 } }, 0],
    ['the stated persons', { counts: { persons: 4 }, persons: [{}, {}] }, 4],
    ['the described persons without a stated number', { persons: [{}, {}] }, 2],
    ['none if nothing is stated', {}, undefined],
  ])('give as the number of victims %s', (_, over, victims) => {
    expect(incident(over).victims).toBe(victims);
  });

  it('are refused above the limit of an incident', () => {
    expect(fields({ counts: { persons: LIMITS.count + 1, minors: 4_000_000_000 } })).toEqual([
      'counts.persons',
      'counts.minors',
    ]);
  });
});

describe('persons', () => {
  it('become bands and flags, without age and country of origin', () => {
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
  ])('have as their group %s', (_, over, group) => {
    expect(incident(over).personGroup).toBe(group);
  });

  it('have one region of origin, which is "mixed" if origins differ', () => {
    expect(incident({ origins: ['Afghanistan', 'Pakistan'] }).originRegion).toBe(OriginRegion.SOUTHERN_ASIA);
    expect(incident({ origins: ['Afghanistan'], persons: [{ originCountry: 'SY' }] }).originRegion).toBe(
      OriginRegion.MIXED,
    );
    expect(incident().originRegion).toBe(OriginRegion.UNKNOWN);
  });

  it.each<[string, Sent, string]>([
    ['an impossible age', { persons: [{ age: 121 }] }, 'persons[0].age'],
    [
      'a band that contradicts the age',
      { persons: [{}, { age: 12, ageBand: '18-29' }] },
      'persons[1].age_band',
    ],
    [
      'ages as a sentence',
      { persons: [{ ageBand: '8 months, 1 year, 11 people 24–28' }] },
      'persons[0].age_band',
    ],
    ['an unknown flag', { persons: [{ flags: ['tall'] }] }, 'persons[0].flags[0]'],
    ['an unknown status', { persons: [{ asylumStatus: 'maybe' }] }, 'persons[0].asylum_status'],
    ['more than fifty', { persons: Array.from({ length: 51 }, () => ({})) }, 'persons'],
  ])('are refused with %s', (_, over, field) => {
    expect(fields(over)).toEqual([field]);
  });
});

describe('identities', () => {
  const identity = { givenNames: 'Markedname', familyName: 'Secretfamily', birthDate: '1999-04-02' };

  it('are not in the result', () => {
    const report = Report.fromPartial({
      reportId: 'r1',
      occurredOn: '2026-03-01',
      country: 'MK',
      types: ['pushback'],
      persons: [{ identity, sex: 'female', originCountry: 'SY' }, {}],
    });
    const prepared = prepareReport(report, { today: TODAY, digest: () => 'digest' });
    expect(prepared.kind).toBe('prepared');
    expect(JSON.stringify(prepared)).not.toMatch(/Markedname|Secretfamily|1999/);
  });

  it('are refused with the name of the field, without quoting the value', () => {
    const wrong = { ...identity, birthDate: '2.4.1999', phone: '070 123', documentNumber: '11111' };
    const found = violations({ persons: [{}, { identity: wrong }] });
    expect(found.map(({ field }) => field).sort()).toEqual([
      'persons[1].identity.birth_date',
      'persons[1].identity.document_number',
      'persons[1].identity.phone',
    ]);
    expect(JSON.stringify(found)).not.toMatch(/2\.4\.1999|070|11111/);
  });

  it('are refused in ids', () => {
    expect(fields({ reportId: 'case-secretfamily-1', persons: [{ identity }] })).toEqual(['report_id']);
    const numbered = { ...identity, documentNumber: 'AB-1234567' };
    expect(fields({ importId: 'ab1234567', persons: [{ identity: numbered }] })).toEqual(['import_id']);
  });

  it.each([
    ['a given name', 'case-amina-7', { givenNames: 'Amina Nur', familyName: 'Xu' }],
    ['a father’s name', '2025_Yusuf', { fatherName: 'Yusuf' }],
    ['one of two family names', 'rashidi2', { familyName: 'Haddad Rashidi' }],
    ['a name without its diacritics', 'case-dordevic', { familyName: 'Đorđević' }],
    ['a name in the other script', 'case-markovic', { familyName: 'Марковић' }],
  ])('are refused in ids as %s', (_, reportId, who) => {
    expect(fields({ reportId, persons: [{}, { identity: who }] })).toEqual(['report_id']);
  });

  it('do not match a given name within a longer word', () => {
    expect(
      prepareAccepted({ reportId: 'market-0001', persons: [{ identity: { givenNames: 'Mark Li' } }] }).kind,
    ).toBe('prepared');
  });

  it('are found in an id despite any number of other violations', () => {
    const reportId = 'case-secretfamily-1';
    const wrong = { sex: 'x', flags: ['x', 'y', 'z'], identity };
    expect(fields({ reportId, persons: Array.from({ length: LIMITS.persons }, () => wrong) })).toContain(
      'report_id',
    );
    expect(fields({ reportId, persons: Array.from({ length: LIMITS.persons + 1 }, () => wrong) })).toContain(
      'report_id',
    );
  });

  it('are refused in a public record', () => {
    expect(fields({ layer: 'public-record', persons: [{ identity }] })).toEqual(['persons[0].identity']);
  });
});

describe('sharing', () => {
  it('is with the organisation alone by default', () => {
    expect(prepareAccepted().report).toMatchObject({
      layer: Layer.REPORTS,
      incident: { shareWith: ShareWith.ORGANISATION },
    });
  });

  it('is always public for a public record', () => {
    expect(prepareAccepted({ layer: 'public-record' }).report).toMatchObject({
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
  it('refuses a source quality of 45 on a scale of 1 to 5, and an unknown credibility', () => {
    expect(fields({ information: { sourceQuality: 45, credibility: '45' } }).sort()).toEqual([
      'information.credibility',
      'information.source_quality',
    ]);
  });

  it('accepts the Admiralty code', () => {
    expect(incident({ information: { reliability: 'B', credibility: '2', sourceQuality: 5 } })).toMatchObject(
      {
        reliability: 2,
        credibility: 2,
        sourceQuality: 5,
      },
    );
  });
});

describe('the digest of content', () => {
  const digest = (over: Sent = {}) => prepareAccepted(over).digest;

  it('ignores the import id and explicit defaults', () => {
    expect(digest({ importId: 'i1' })).toBe(digest());
    expect(digest({ layer: 'reports', shareWith: 'organisation' })).toBe(digest());
  });

  it('changes with any other field, even a field that is not stored', () => {
    expect(digest({ place: 'Skopje' })).not.toBe(digest());
    const person = (familyName: string) => ({ persons: [{ identity: { familyName } }] });
    expect(digest(person('Aaa'))).not.toBe(digest(person('Bbb')));
  });
});
