import { readFileSync } from 'node:fs';

/**
 * An independent count of the public record, cell by cell, from the file. It has its own parser and tables, and uses no code
 * of Waylight.
 */
export type Cells = Readonly<Record<string, number>>;

export const CSV_FILE = new URL(
  '../../../examples/data/missing-migrants-western-balkans.csv',
  import.meta.url,
).pathname;

export const COUNTRY_CODES: Readonly<Record<string, string>> = {
  Albania: 'AL',
  Austria: 'AT',
  'Bosnia and Herzegovina': 'BA',
  Bulgaria: 'BG',
  Croatia: 'HR',
  Greece: 'GR',
  Hungary: 'HU',
  Montenegro: 'ME',
  'North Macedonia': 'MK',
  Romania: 'RO',
  Serbia: 'RS',
  Slovenia: 'SI',
};

/** Categories of the source, with the region's codes. Two categories are "mixed". */
const CAUSE_CODES: Readonly<Record<string, string>> = {
  Drowning: 'drowning',
  'Vehicle accident / death linked to hazardous transport': 'vehicle-accident',
  Violence: 'violence',
  'Harsh environmental conditions / lack of adequate shelter, food, water': 'harsh-conditions',
  'Sickness / lack of access to adequate healthcare': 'sickness',
  'Accidental death': 'accident',
  'Mixed or unknown': 'unknown',
  'Drowning,Harsh environmental conditions / lack of adequate shelter, food, water': 'unknown',
};

export type CsvRow = Readonly<Record<string, string>>;

/** RFC 4180 by character: quotes protect commas, doubled quotes are quotes. */
export function readCsv(text: string): CsvRow[] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = '';
  let quoted = false;
  const endRecord = () => {
    record.push(cell);
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') {
      record.push(cell);
      cell = '';
    } else if (character === '\n') endRecord();
    else if (character !== '\r' && character !== '\uFEFF') cell += character;
  }
  if (cell !== '' || record.length > 0) endRecord();
  const [header = [], ...rows] = records;
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));
}

export const csvRows = (): CsvRow[] => readCsv(readFileSync(CSV_FILE, 'utf8'));

const number = (text: string | undefined): number => (text === undefined || text === 'NA' ? 0 : Number(text));

export type Unit = 'incidents' | 'victims';

/** Numbers of rows, and of dead and missing, by year, country and cause. */
export function countByYearCountryCause(rows: readonly CsvRow[], unit: Unit): Cells {
  const cells: Record<string, number> = {};
  for (const row of rows) {
    const country = COUNTRY_CODES[row['Country of Incident'] ?? ''];
    const cause = CAUSE_CODES[row['Cause of death (category)'] ?? ''];
    if (country === undefined || cause === undefined)
      throw new Error(
        `the count does not know: ${row['Country of Incident']}, ${row['Cause of death (category)']}`,
      );
    const cell = `${row['Incident year']} ${country} ${cause}`;
    const count = unit === 'incidents' ? 1 : number(row['No. dead']) + number(row['No. missing']);
    cells[cell] = (cells[cell] ?? 0) + count;
  }
  return cells;
}
