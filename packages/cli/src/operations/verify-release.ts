import {
  checkExportedTable,
  checkSignature,
  type ExportedTable,
  parseExportedTable,
  type SignatureCheck,
} from '@waylight/disclosure-control';
import type { VerifyFlags } from '../commands/release.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusedFailure, usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { displayName, readJson } from '../report-file/read-file.ts';
import { escapeControls } from '../terminal/escape-controls.ts';
import { readKnownKeys } from './release-keys.ts';

/** More would only say the same of more numbers. */
const MAX_PROBLEMS = 20;

/**
 * Checks a file of `release export`: its numbers, and who vouches for them. Nobody is asked, so it works where there is no
 * connection. Only where a key of the region vouches for every table is it done; a table that was altered weighs more than
 * one of which it is not known who made it.
 */
export async function verifyRelease(kit: Kit, file: string, flags: VerifyFlags): Promise<ExitCode> {
  const tables = await readTables(kit, file);
  const known = await readKnownKeys(kit, flags);
  const checked = tables.map((table) => ({ table, signature: checkSignature(table, known.keys) }));
  const twice = tables.filter(({ release }, n) => tables.findIndex((one) => one.release === release) < n);
  const problems = [
    ...twice.map(({ release }) => `${release}: is there twice`),
    ...checked.flatMap(({ table, signature }) => [
      ...(signature.kind === 'altered'
        ? [
            `${table.release}: the signature of key ${signature.keyId} does not fit: something in it was changed`,
          ]
        : []),
      ...checkExportedTable(table).map((problem) => `${table.release}: ${problem}`),
    ]),
  ];
  if (problems.length > 0) {
    const rest = problems.length - MAX_PROBLEMS;
    throw refusedFailure(
      `${displayName(file)} is not a release as it was made`,
      ...problems.slice(0, MAX_PROBLEMS).map(escapeControls),
      ...(rest > 0 ? [`and ${rest} more`] : []),
    );
  }
  for (const { table, signature } of checked)
    if (signature.kind === 'verified')
      kit.print(
        escapeControls(
          `${table.release}: verified, signed with key ${signature.keyId} of ${known.file}. ` +
            `${table.cells.length} numbers, all multiples of ${table.k}, and everything adds up.`,
        ),
      );
  const doubts = checked.flatMap(({ table, signature }) => {
    const doubt = describeDoubt(signature, known.file);
    return doubt === undefined ? [] : [escapeControls(`${table.release}: ${doubt}`)];
  });
  if (doubts.length === 0) return EXIT.ok;
  throw new CommandFailure(
    EXIT.notPermitted,
    `the numbers of ${displayName(file)} add up, and it is not shown that the region released them`,
    doubts,
  );
}

/** Why it is not known who made a table whose numbers are whole. */
function describeDoubt(signature: SignatureCheck, keysFile: string | undefined): string | undefined {
  switch (signature.kind) {
    case 'unsigned':
      return 'is not signed';
    case 'unknown-key':
      return keysFile === undefined
        ? `is signed with key ${signature.keyId}; name the region's keys with --keys FILE (release keys --format json)`
        : `is signed with key ${signature.keyId}, which is unknown: ${keysFile} does not have it`;
    case 'retired-key':
      return `is signed with key ${signature.keyId}, which signs no release that closed after ${signature.until}`;
    case 'verified':
    case 'altered':
      return undefined;
    default:
      return signature satisfies never;
  }
}

async function readTables(kit: Kit, file: string): Promise<ExportedTable[]> {
  const read = await readJson(kit, file);
  const all = Array.isArray(read) ? read : [read];
  if (all.length === 0) throw usageFailure(`${displayName(file)} holds no table`);
  return all.map((one, n) => {
    const parsed = parseExportedTable(one);
    if (parsed.ok) return parsed.table;
    throw usageFailure(
      `table ${n + 1} of ${displayName(file)} is not one that "release export" writes`,
      ...parsed.problems.map(escapeControls),
    );
  });
}
