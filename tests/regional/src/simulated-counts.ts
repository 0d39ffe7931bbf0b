import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const RUN_PROGRAM = fileURLToPath(new URL('../../../scripts/run-program.mjs', import.meta.url));

export type Coords = Readonly<Record<string, string>>;
/** A line of reports.jsonl. */
export type SimulatedLine = {
  readonly receivedOn: string;
  readonly node: string;
  readonly organisation: string;
  readonly reportId: string;
  readonly kind: 'submitted' | 'revised' | 'retracted';
  /** Undefined for a retraction. */
  readonly report?: { readonly shareWith: string };
};

/** The simulation of a region's example data: records by line, and exact counts by `placeOf` a number. */
export async function simulateExample(
  dataDir: string,
): Promise<{ readonly records: readonly SimulatedLine[]; readonly exact: ReadonlyMap<string, number> }> {
  const { example } = JSON.parse(await readFile(join(dataDir, 'region.json'), 'utf8'));
  const out = join(dataDir, 'simulation');
  const args = ['--out', out, '--last-month', example.lastMonth, '--seed', String(example.seed)];
  await promisify(execFile)(process.execPath, [RUN_PROGRAM, 'simulate', ...args]);
  const linesOf = async (file: string) => (await readFile(join(out, file), 'utf8')).trimEnd().split('\n');
  return {
    records: (await linesOf('reports.jsonl')).map((line) => JSON.parse(line)),
    exact: countsIn(await linesOf('counts.csv')),
  };
}

/** Lines of counts.csv by release and coordinates. */
function countsIn([heading = '', ...lines]: string[]): Map<string, number> {
  const names = heading.split(',');
  return new Map(
    lines.map((line) => {
      const {
        release = '',
        table,
        period,
        audience,
        incidents,
        victims,
        ...codes
      } = Object.fromEntries(line.split(',').map((cell, n) => [names[n] ?? '', cell]));
      const coords = Object.entries(codes).filter(([, code]) => code !== '');
      return [placeOf(release, Object.fromEntries(coords)), Number(incidents)];
    }),
  );
}

export const placeOf = (release: string, coords: Coords): string =>
  JSON.stringify([release, Object.entries(coords).sort()]);
