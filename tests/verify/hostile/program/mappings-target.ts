import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeFile, ImportInputError, loadMapping } from '@waylight/import';
import type { Random } from '../../random.ts';
import type { Answer } from '../fuzz-target.ts';
import { applyRandomly, corruptText, HOSTILE_TEXTS } from './corrupt.ts';
import type { ProgramTarget } from './program-target.ts';

/** Pieces of YAML that parsers stumble over. */
const PIECES: readonly string[] = [
  '&a [*a]',
  '<<: *a',
  '<<: [*a, *a]',
  '!!js/function "function(){}"',
  '!!binary AAAA',
  '!!set {a, b}',
  '? [a, b]\n: c',
  '__proto__: { polluted: 1 }',
  'constructor: x',
  '%YAML 9.9\n---\n',
  '--- \n...\n--- a',
  '"(a+)+$"',
  "split: '(a|a)*b'",
  'split: ","',
  'split: ""',
  'headerRow: 1000',
  'format: y-m-d',
  'onUnknown: unknown',
  'columns: [id, id, day]',
  'values: { a: death }',
  '{'.repeat(3_000),
  '['.repeat(3_000),
  '- '.repeat(2_000),
  '? '.repeat(2_000),
  '| \n  x',
  "'".repeat(99),
  '\t',
  '#',
];

const TABLE = `id,day,where,type\nA-1,2025,RS,death\nA-2,2025,RS,${'a'.repeat(900)}!\nA-3,x,y,"${'a,'.repeat(400)}"\n`;

/** Loads mapping files; with a valid one, codes a table of difficult cells. */
export function mappingsTarget(folder: string): ProgramTarget {
  const good = [
    'version: 1\nname: m\nid: { columns: [id] }\nfields:\n  occurredOn: day\n  country: where\n  types: { column: type, split: "," }\n',
    readFileSync(
      new URL('../../../../packages/import/src/mappings/missing-migrants.yaml', import.meta.url),
      'utf8',
    ),
  ];
  const file = join(folder, 'mapping.yaml');
  const table = join(folder, 'table.csv');
  writeFileSync(table, TABLE);
  return {
    handle: async (random) => {
      writeFileSync(file, makeMapping(good, random));
      return answerOf(file, table);
    },
  };
}

function makeMapping(good: readonly string[], random: Random): string {
  if (random.oneIn(20)) return aliasBomb(random);
  return applyRandomly(4, random, random.pick(good), (text) => {
    if (random.oneIn(2)) return corruptText(text, random);
    const lines = text.split('\n');
    const piece = random.oneIn(2) ? random.pick(PIECES) : JSON.stringify(random.pick(HOSTILE_TEXTS));
    lines.splice(
      random.between(0, lines.length),
      random.between(0, 2),
      `${' '.repeat(random.between(0, 6))}${piece}`,
    );
    return lines.join('\n');
  });
}

function aliasBomb(random: Random): string {
  const wide = random.between(2, 40);
  const layers = Array.from({ length: random.between(2, 60) }, (_, n) =>
    n === 0
      ? 'n0: &n0 [x, x]'
      : `n${n}: &n${n} ${random.pick(['[', '['])}${Array(wide)
          .fill(`*n${n - 1}`)
          .join(', ')}]`,
  );
  return `version: 1\nname: bomb\nfields: { types: type }\n${layers.join('\n')}\n`;
}

async function answerOf(file: string, table: string): Promise<Answer> {
  try {
    const mapping = loadMapping(file);
    const { refusals } = await codeFile({ file: table, mapping, country: 'RS' });
    const polluted = Reflect.get({}, 'polluted') !== undefined;
    return {
      code: 'used',
      text: refusals.map(({ reason }) => reason).join('\n'),
      defects: polluted ? ['the prototype of all objects is polluted'] : [],
    };
  } catch (error) {
    if (!(error instanceof ImportInputError)) throw error;
    const text = [error.message.replace(file, 'FILE'), ...error.details].join('\n');
    const long = text.length > 100_000;
    return { code: 'refused', text, defects: long ? [`an answer of ${text.length} characters`] : [] };
  }
}
