import { describe, expect, it } from 'vitest';
import { listShippedMappings, loadMapping } from './load-mapping.ts';
import { parseMapping } from './parse-mapping.ts';

const mapping = (fields: string, more = '') => `
version: 1
name: test
id: { columns: [Id] }
${more}
fields:
  occurredOn: Date
  types: Type
${fields}`;

function problemsOf(text: string): readonly string[] {
  const parsed = parseMapping(text);
  return 'problems' in parsed ? parsed.problems : [];
}

describe('a mapping file', () => {
  it('that is shipped is valid', () => {
    expect(listShippedMappings()).toEqual(['kobo', 'missing-migrants']);
    for (const name of listShippedMappings()) expect(loadMapping(name).name).toBe(name);
  });

  it('without columns that make the id is refused, and says why', () => {
    expect(problemsOf('version: 1\nname: x\nfields: { occurredOn: A, types: B }')).toEqual([
      expect.stringMatching(/^id: name the columns that make the id/),
    ]);
  });

  it('says once that a constant is no code, with the nearest', () => {
    expect(problemsOf(mapping('', 'constants: { shareWith: partnerz }'))).toEqual([
      expect.stringMatching(/^constants › shareWith: "partnerz" is no code of shareWith; nearest: partners/),
    ]);
    expect(problemsOf(mapping('', 'constants: { shareWith: partners }'))).toEqual([]);
  });

  it('names the path of everything that is wrong', () => {
    const text = mapping(
      '  counts.dead: { column: Dead, onUnknown: maybe }\n  place: { colum: Place }',
      'nodes: { HR: HR }\ndates: american',
    );
    expect(problemsOf(text)).toEqual(
      expect.arrayContaining([
        'fields › counts.dead › onUnknown: wants one of refuse, unknown',
        'fields › place: there is no colum here',
        'nodes › HR: wants one of AL, BA, ME, MK, RS, XK',
        'dates: wants one of iso, d/m/y, m/d/y, y/m/d',
      ]),
    );
  });

  it('with a field that the contract lacks is refused', () => {
    expect(problemsOf(mapping('  narrative: Story'))).toEqual([
      expect.stringMatching(/^fields › narrative: the contract has no such field; it has layer, occurredOn/),
    ]);
    expect(problemsOf(mapping('  persons[50].sex: Sex'))).toHaveLength(1);
  });

  it('whose fields speak against each other is refused', () => {
    const text = mapping(
      '  country: { column: Country, onUnknown: unknown }\n  shareWith: Share\n  consent.scope: { column: To, onUnknown: unknown }\n  persons[0].identity.phone: Id',
      'constants: { shareWith: public }',
    );
    expect(problemsOf(text)).toEqual([
      'fields › country › onUnknown: a report without it is no report, so it wants refuse',
      'constants › shareWith: is among the fields too',
      'fields › consent.scope › onUnknown: how far a report may go is never guessed, so it wants refuse',
      'id › columns: Id says who a person is; an id must not',
    ]);
  });

  it('does not follow aliases of aliases without end', () => {
    const lines = [
      'a: &a [x, x]',
      ...[...'bcdefg'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[i]}`)}]`),
    ];
    expect(problemsOf(lines.join('\n'))).toEqual([expect.stringContaining('aliases')]);
  });

  it('does not write out keys within keys', () => {
    expect(problemsOf(`version: 1\nfields:\n    ${'? '.repeat(837)}\n`)).toEqual([
      expect.stringContaining('in the place of a name'),
    ]);
  }, 10_000);

  it('is not repeated at length by what is wrong with it', () => {
    const long = 'x'.repeat(40_000);
    const problems = problemsOf(
      `version: 1\nname: m\nid: { columns: [id] }\nfields: { ${long}: a }\n${long}: 1\n`,
    );
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem.length).toBeLessThan(1_600);
  });

  it('that is no YAML says where', () => {
    expect(problemsOf('version: [1')).toEqual([expect.stringMatching(/^not YAML: .*line 1/)]);
  });

  it('is refused at once where it would be read for ever, and says little of it', () => {
    const bomb = [
      'a: &a [x]',
      ...Array.from(
        { length: 30 },
        (_, n) =>
          `${'b'.repeat(n + 1)}: &n${n} [${Array(10)
            .fill(n === 0 ? '*a' : `*n${n - 1}`)
            .join(', ')}]`,
      ),
    ];
    const hostile = [
      bomb.join('\n'),
      '['.repeat(100_000),
      '- '.repeat(50_000),
      `fields: { ${Array.from({ length: 5_000 }, (_, n) => `f${n}: a`).join(', ')} }`,
      'a'.repeat(600_000),
    ];
    for (const text of hostile) {
      const parsed = parseMapping(text);
      expect(parsed).toHaveProperty('problems');
      expect(JSON.stringify(parsed).length).toBeLessThan(100_000);
    }
  });
});
