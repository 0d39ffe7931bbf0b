import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeFile, ImportInputError, loadMapping } from '@waylight/import';
import type { Answer } from '../fuzz-target.ts';
import { COLUMNS, makeCsv } from './make-csv.ts';
import { makeWorkbook } from './make-workbook.ts';
import type { ProgramTarget } from './program-target.ts';

/** Every kind of field that a cell can be read for. */
const MAPPING = `version: 1
name: hostile
id: { columns: [id] }
dates: d/m/y
fields:
  occurredOn: day
  country: where
  area: { column: area, onUnknown: unknown }
  place: { column: place, onUnknown: unknown }
  segment: { column: border, onUnknown: unknown }
  types: type
  counts.dead: dead
  perpetrators: { column: who, onUnknown: unknown }
  shareWith: share
`;

/** Imports tables: CSV and XLSX through the reader and the coder, up to the first call to a node. */
export function filesTarget(folder: string): ProgramTarget {
  const mappingFile = join(folder, 'mapping.yaml');
  writeFileSync(mappingFile, MAPPING);
  const mapping = loadMapping(mappingFile);
  if (COLUMNS.length !== Object.keys(mapping.fields).length + 1)
    throw new Error('a column of the table has no field in the mapping');
  const file = join(folder, 'table');
  return {
    handle: async (random) => {
      const isCsv = random.oneIn(2);
      writeFileSync(file, isCsv ? makeCsv(random) : makeWorkbook(random));
      return answerOf(isCsv ? 'csv' : 'xlsx', () => codeFile({ file, mapping }));
    },
  };
}

async function answerOf(kind: string, work: () => ReturnType<typeof codeFile>): Promise<Answer> {
  try {
    const { rows, refusals, refusedRows, count } = await work();
    // A row is sent or refused, and every refusal contains a reason.
    const lost = count - rows.length - refusedRows;
    const silent = refusals.filter(({ reason }) => reason === '').length;
    return {
      code: `${kind}: ${refusedRows === 0 ? 'read' : 'rows refused'}`,
      text: refusals.map(({ reason }) => reason).join('\n'),
      defects: [
        ...(lost === 0 ? [] : [`${lost} rows are neither sent nor refused`]),
        ...(silent === 0 ? [] : ['a refusal without a reason']),
      ],
    };
  } catch (error) {
    if (!(error instanceof ImportInputError)) throw error;
    return { code: `${kind}: refused`, text: [error.message, ...error.details].join('\n') };
  }
}
