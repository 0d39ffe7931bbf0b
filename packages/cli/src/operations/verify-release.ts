import { checkExported, type ExportedTable, parseExported } from '@waylight/disclosure-control';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refused, usage } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { nameOf, readJson } from '../report-file/read-file.ts';
import { printable } from '../terminal/printable.ts';

/** More would only say the same of more numbers. */
const MOST_PROBLEMS = 20;

/** Checks a file of `release export`. Nobody is asked, so it works where there is no connection. */
export async function verifyRelease(kit: Kit, file: string): Promise<ExitCode> {
  const tables = await readTables(kit, file);
  const twice = tables.filter(({ release }, n) => tables.findIndex((one) => one.release === release) < n);
  const problems = [
    ...twice.map(({ release }) => `${release}: is there twice`),
    ...tables.flatMap((table) => checkExported(table).map((problem) => `${table.release}: ${problem}`)),
  ];
  if (problems.length > 0) {
    const rest = problems.length - MOST_PROBLEMS;
    throw refused(
      `${nameOf(file)} is not a release as it was made`,
      ...problems.slice(0, MOST_PROBLEMS).map(printable),
      ...(rest > 0 ? [`and ${rest} more`] : []),
    );
  }
  for (const { release, cells, k } of tables)
    kit.print(
      printable(
        `${release}: ${cells.length} numbers, all multiples of ${k}, and everything adds up. ` +
          'It is not signed: this does not show who made it.',
      ),
    );
  return EXIT.ok;
}

async function readTables(kit: Kit, file: string): Promise<ExportedTable[]> {
  const read = await readJson(kit, file);
  const all = Array.isArray(read) ? read : [read];
  if (all.length === 0) throw usage(`${nameOf(file)} holds no table`);
  return all.map((one, n) => {
    const parsed = parseExported(one);
    if (parsed.ok) return parsed.table;
    throw usage(
      `table ${n + 1} of ${nameOf(file)} is not one that "release export" writes`,
      ...parsed.problems.map(printable),
    );
  });
}
