import { Report } from '@waylight/contracts/intake';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkShape } from './check-shape.ts';
import { ACTIVITY_SHAPE, REPORT_SHAPE } from './report-shape.ts';

const problems = (value: unknown) =>
  checkShape(value, REPORT_SHAPE).problems.map(({ path, problem }) => `${path} ${problem}`);

describe('a report in JSON', () => {
  it('may have field names in camel case or snake case', () => {
    const written = {
      report_id: 'A-1',
      occurredOn: '2025-03-14',
      share_with: 'partners',
      coordinates: { latitude: 41.2, longitude: 21 },
      persons: [{ age_band: '0-11', identity: { given_names: 'x' }, flags: ['unaccompanied'] }],
      counts: { dead: 0 },
    };
    expect(problems(written)).toEqual([]);
    const report = Report.fromPartial(checkShape(written, REPORT_SHAPE).value as Partial<Report>);
    expect(report).toMatchObject({ reportId: 'A-1', shareWith: 'partners', counts: { dead: 0 } });
    expect(report.persons[0]).toMatchObject({ ageBand: '0-11', identity: { givenNames: 'x' } });
  });

  it('is refused for an unknown key, with its path and the nearest field', () => {
    expect(problems({ ocurredOn: '2025', persons: [{ identity: { birthdate: '1999' } }] })).toEqual([
      'ocurredOn is not a field; the nearest is occurredOn',
      'persons[0].identity.birthdate is not a field; the nearest is birthDate',
    ]);
    expect(problems({ narrative: 'x' })[0]).toMatch(/^narrative is not a field; there are reportId, layer/);
    expect(problems(JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}'))).toHaveLength(2);
  });

  it('is refused for values of the wrong kind, and for duplicate fields', () => {
    expect(
      problems({ reportId: 1, types: 'pushback', counts: { dead: '1' }, coordinates: [1], origins: [1] }),
    ).toEqual([
      'reportId must be a text in quotes',
      'types must be a list in square brackets',
      'counts.dead must be a whole number, 0 or more, without quotes',
      'coordinates must be an object in braces',
      'origins[0] must be a text in quotes',
    ]);
    expect(problems({ occurredOn: 'a', occurred_on: 'b' })).toEqual(['occurred_on is a duplicate']);
    expect(problems('text')).toEqual(['(the document) must be an object in braces']);
  });

  it.each([-1, 1.5, 1e30, 2 ** 32])('is refused for the count %d', (dead) => {
    const rule = 'must be a whole number, 0 or more, without quotes';
    expect(
      problems({ counts: { dead }, persons: [{ age: dead }], information: { sourceQuality: dead } }),
    ).toEqual([`counts.dead ${rule}`, `persons[0].age ${rule}`, `information.sourceQuality ${rule}`]);
  });

  it('may have null for "not stated"', () => {
    const { value, problems: none } = checkShape({ counts: { dead: null }, area: null }, REPORT_SHAPE);
    expect(none).toEqual([]);
    expect(value).toEqual({ counts: {} });
  });

  it('is never quoted in a problem', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{8,12}$/), (secret) => {
        const text = JSON.stringify(problems({ reportId: { [secret]: 1 }, types: secret, counts: secret }));
        expect(text).not.toContain(secret);
      }),
    );
  });
});

it('a flag of an activity report must be true or false without quotes', () => {
  expect(checkShape({ present: 'yes' }, ACTIVITY_SHAPE).problems).toEqual([
    { path: 'present', problem: 'must be true or false' },
  ]);
});
