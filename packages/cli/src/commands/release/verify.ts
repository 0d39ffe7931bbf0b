import {
  checkExportedTable,
  checkSignature,
  type ExportedTable,
  parseExportedTable,
  type SignatureCheck,
} from '@waylight/disclosure-control';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { CommandFailure, refusedFailure, usageFailure } from '../../failure.ts';
import { readKnownKeys } from '../../releases/known-keys.ts';
import { displayName, readJson } from '../../report-file/read-file.ts';
import { escapeControls } from '../../terminal/escape-controls.ts';

type VerifyFlags = { readonly keys?: string; readonly data?: string };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Verifies an exported release offline: no number is missing or a duplicate, each is a multiple of the rounding base k and ' +
        'the sum of its parts, the notices follow from the table, and a key of the region signed it. Exit codes: 0 verified; 3 altered; 4 not signed, or signed ' +
        'with an unknown key. "-" reads stdin.',
    )
    .argument('<file>')
    .option('--keys <file>', 'the region\'s public keys, as "release keys --format json" prints them')
    .option(
      '--data <dir>',
      'folder of a trial, from which the keys are read (default: .waylight/region, or WAYLIGHT_DATA)',
    )
    .addHelpText('after', '\nExample:\n  waylight release verify release.json --keys release-keys.json')
    .action(context.action((file: string, flags: VerifyFlags) => verifyRelease(context, file, flags)));
};

/** Maximum of printed problems, because further problems would be of the same kind. */
const MAX_PROBLEMS = 20;

/**
 * Checks the numbers and the signatures of a file of `release export`. It succeeds if a key of the region has signed every
 * table. An altered table is a worse result than a table of unknown origin.
 */
async function verifyRelease(context: CommandContext, file: string, flags: VerifyFlags): Promise<ExitCode> {
  const tables = await readTables(context, file);
  const known = await readKnownKeys(context, flags);
  const checked = tables.map((table) => ({ table, signature: checkSignature(table, known.keys) }));
  const duplicates = tables.filter(
    ({ release }, n) => tables.findIndex((one) => one.release === release) < n,
  );
  const problems = [
    ...duplicates.map(({ release }) => `${release}: is a duplicate`),
    ...checked.flatMap(({ table, signature }) => [
      ...(signature.kind === 'altered'
        ? [`${table.release}: the signature of key ${signature.keyId} does not match: the table was altered`]
        : []),
      ...checkExportedTable(table).map((problem) => `${table.release}: ${problem}`),
    ]),
  ];
  if (problems.length > 0) {
    const rest = problems.length - MAX_PROBLEMS;
    throw refusedFailure(
      `${displayName(file)} was altered`,
      ...problems.slice(0, MAX_PROBLEMS).map(escapeControls),
      ...(rest > 0 ? [`and ${rest} more`] : []),
    );
  }
  for (const { table, signature } of checked)
    if (signature.kind === 'verified')
      context.print(
        escapeControls(
          `${table.release}: verified, signed with key ${signature.keyId} of ${known.file}. ` +
            `${table.cells.length} numbers, all multiples of ${table.k}, and all sums are right.`,
        ),
      );
  const unverified = checked.flatMap(({ table, signature }) => {
    const reason = describeUnverified(signature, known.file);
    return reason === undefined ? [] : [escapeControls(`${table.release}: ${reason}`)];
  });
  if (unverified.length === 0) return EXIT.ok;
  throw new CommandFailure(
    EXIT.notPermitted,
    `the sums of ${displayName(file)} are right, but its origin is not verified`,
    unverified,
  );
}

/** The reason why the origin of an intact table is unknown. */
function describeUnverified(signature: SignatureCheck, keysFile: string | undefined): string | undefined {
  switch (signature.kind) {
    case 'unsigned':
      return 'is not signed';
    case 'unknown-key':
      return keysFile === undefined
        ? `is signed with key ${signature.keyId}; use the region's keys with --keys FILE (release keys --format json)`
        : `is signed with key ${signature.keyId}, which is not in ${keysFile}`;
    case 'retired-key':
      return `is signed with key ${signature.keyId}, which is not valid for releases that closed after ${signature.until}`;
    case 'verified':
    case 'altered':
      return undefined;
    default:
      return signature satisfies never;
  }
}

async function readTables(context: CommandContext, file: string): Promise<ExportedTable[]> {
  const content = await readJson(context, file);
  const all = Array.isArray(content) ? content : [content];
  if (all.length === 0) throw usageFailure(`${displayName(file)} has no table`);
  return all.map((one, n) => {
    const parsed = parseExportedTable(one);
    if (parsed.ok) return parsed.table;
    throw usageFailure(
      `table ${n + 1} of ${displayName(file)} is not a table of "release export"`,
      ...parsed.problems.map(escapeControls),
    );
  });
}
