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
  it('is valid if shipped', () => {
    expect(listShippedMappings()).toEqual(['kobo', 'missing-migrants']);
    for (const name of listShippedMappings()) expect(loadMapping(name).name).toBe(name);
  });

  it('is invalid without columns for the id', () => {
    expect(problemsOf('version: 1\nname: x\nfields: { occurredOn: A, types: B }')).toEqual([
      expect.stringMatching(/^id: name the columns that make the id/),
    ]);
  });

  it('has one problem for a constant that is not a code, with the nearest code', () => {
    expect(problemsOf(mapping('', 'constants: { shareWith: partnerz }'))).toEqual([
      expect.stringMatching(
        /^constants › shareWith: "partnerz" is not a code of shareWith; nearest: partners/,
      ),
    ]);
    expect(problemsOf(mapping('', 'constants: { shareWith: partners }'))).toEqual([]);
  });

  it('reports every problem with its path', () => {
    const text = mapping(
      '  counts.dead: { column: Dead, onUnknown: maybe }\n  place: { colum: Place }',
      'nodes: { HR: HR }\ndates: american',
    );
    expect(problemsOf(text)).toEqual(
      expect.arrayContaining([
        'fields › counts.dead › onUnknown: expected one of refuse, unknown',
        'fields › place: unknown property colum',
        'nodes › HR: expected one of AL, BA, ME, MK, RS, XK',
        'dates: expected one of iso, d/m/y, m/d/y, y/m/d',
      ]),
    );
  });

  it('is invalid with a field that the contract lacks', () => {
    expect(problemsOf(mapping('  narrative: Story'))).toEqual([
      expect.stringMatching(/^fields › narrative: the contract has no such field; it has layer, occurredOn/),
    ]);
    expect(problemsOf(mapping('  persons[50].sex: Sex'))).toHaveLength(1);
  });

  it('is invalid with contradicting fields', () => {
    const text = mapping(
      '  country: { column: Country, onUnknown: unknown }\n  shareWith: Share\n  consent.scope: { column: To, onUnknown: unknown }\n  persons[0].identity.phone: Id',
      'constants: { shareWith: public }',
    );
    expect(problemsOf(text)).toEqual([
      'fields › country › onUnknown: must be refuse, because every report requires this field',
      'constants › shareWith: is also among the fields',
      'fields › consent.scope › onUnknown: must be refuse, because the sharing of a report is never guessed',
      'id › columns: Id identifies a person; an id must not',
    ]);
  });

  it.each([
    ['1', 'physical-violence'],
    ['0', 'unknown'],
    ['1.0', 'death'],
    ['YES', 'death'],
    ['Да', '[death, pushback]'],
    ['po', 'death'],
    ['X', 'death'],
  ])(
    'is invalid if the answer %s of several columns has one code, because each column asks another question',
    (answer, code) => {
      const types = (columns: string) =>
        problemsOf(`version: 1
name: test
id: { columns: [Id] }
fields:
  occurredOn: Date
  types: { columns: [${columns}], values: { "${answer}": ${code}, "": [] } }`);
      expect(types('Rrahje, Vdekje')).toEqual([
        expect.stringMatching(
          /^fields › types › values: "(?:.+)" would have the same code in the columns Rrahje, Vdekje.*write the word of a code/,
        ),
      ]);
      expect(types('Rrahje')).toEqual([]);
    },
  );

  it('is valid if an answer of several columns has no code, or the word of a code has one', () => {
    const values = 'values: { "0": [], "no": [], rrahje: physical-violence }';
    expect(
      problemsOf(
        mapping(`  perpetrators: { columns: [A, B], ${values.replace('physical-violence', 'police')} }`),
      ),
    ).toEqual([]);
  });

  it('is invalid with endless aliases of aliases', () => {
    const lines = [
      'a: &a [x, x]',
      ...[...'bcdefg'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdef'[i]}`)}]`),
    ];
    expect(problemsOf(lines.join('\n'))).toEqual([expect.stringContaining('aliases')]);
  });

  it('is invalid with nested keys, and the problem does not print them', () => {
    expect(problemsOf(`version: 1\nfields:\n    ${'? '.repeat(837)}\n`)).toEqual([
      expect.stringContaining('in place of a name'),
    ]);
  }, 10_000);

  it('has problems of limited length', () => {
    const long = 'x'.repeat(40_000);
    const problems = problemsOf(
      `version: 1\nname: m\nid: { columns: [id] }\nfields: { ${long}: a }\n${long}: 1\n`,
    );
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem.length).toBeLessThan(1_600);
  });

  it('reports the line of a YAML error', () => {
    expect(problemsOf('version: [1')).toEqual([expect.stringMatching(/^not YAML: .*line 1/)]);
  });

  it('is rejected quickly and with a short message if it is hostile', () => {
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
