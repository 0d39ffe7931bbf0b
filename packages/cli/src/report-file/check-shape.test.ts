import { Report } from '@waylight/contracts/intake';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkShape } from './check-shape.ts';
import { ACTIVITY_SHAPE, REPORT_SHAPE } from './report-shape.ts';

const problems = (value: unknown) =>
  checkShape(value, REPORT_SHAPE).problems.map(({ path, problem }) => `${path} ${problem}`);

describe('a report in JSON', () => {
  it('is taken in the spelling of JSON and of the contract', () => {
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

  it('has no key that is no field: it is named by its path, with the nearest field', () => {
    expect(problems({ ocurredOn: '2025', persons: [{ identity: { birthdate: '1999' } }] })).toEqual([
      'ocurredOn is not a field; the nearest is occurredOn',
      'persons[0].identity.birthdate is not a field; the nearest is birthDate',
    ]);
    expect(problems({ narrative: 'x' })[0]).toMatch(/^narrative is not a field; there are reportId, layer/);
    expect(problems(JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}'))).toHaveLength(2);
  });

  it('has values of the right kind, and no field twice', () => {
    expect(
      problems({ reportId: 1, types: 'pushback', counts: { dead: '1' }, coordinates: [1], origins: [1] }),
    ).toEqual([
      'reportId wants a text in quotes',
      'types wants a list in square brackets',
      'counts.dead wants a whole number, 0 or more, without quotes',
      'coordinates wants an object in braces',
      'origins[0] wants a text in quotes',
    ]);
    expect(problems({ occurredOn: 'a', occurred_on: 'b' })).toEqual(['occurred_on is there twice']);
    expect(problems('text')).toEqual(['(the whole) wants an object in braces']);
  });

  it.each([-1, 1.5, 1e30, 2 ** 32])('has no count of %d', (dead) => {
    const wants = 'wants a whole number, 0 or more, without quotes';
    expect(
      problems({ counts: { dead }, persons: [{ age: dead }], information: { sourceQuality: dead } }),
    ).toEqual([`counts.dead ${wants}`, `persons[0].age ${wants}`, `information.sourceQuality ${wants}`]);
  });

  it('says "not stated" by null', () => {
    const { value, problems: none } = checkShape({ counts: { dead: null }, area: null }, REPORT_SHAPE);
    expect(none).toEqual([]);
    expect(value).toEqual({ counts: {} });
  });

  it('is never repeated in what is said about it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{8,12}$/), (secret) => {
        const said = JSON.stringify(problems({ reportId: { [secret]: 1 }, types: secret, counts: secret }));
        expect(said).not.toContain(secret);
      }),
    );
  });
});

it('a record of activity says yes or no without quotes', () => {
  expect(checkShape({ present: 'yes' }, ACTIVITY_SHAPE).problems).toEqual([
    { path: 'present', problem: 'wants true or false' },
  ]);
});
