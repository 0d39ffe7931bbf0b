import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import {
  ENCODINGS,
  type Encoding,
  ImportInputError,
  type ImportProgress,
  loadMapping,
  type Mapping,
  openSourceFile,
  readTemplateMapping,
  runImport,
  type SourceFile,
  undoImport,
} from '@waylight/import';
import { createPhaseProgress } from '@waylight/import/progress';
import { RpcFailure } from '@waylight/service-kit/client';
import type { Connection } from '../connection/connect.ts';
import { nodeCountry } from '../connection/country.ts';
import type { ConnectionFlags } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusedFailure, usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { summaryLines, undoLines } from './summary.ts';

export type ImportFlags = ConnectionFlags & {
  readonly mapping?: string;
  readonly country?: string;
  readonly dryRun?: boolean;
  readonly partial?: boolean;
  readonly encoding?: string;
  readonly undo?: string;
  readonly json?: boolean;
};

export async function runImportCommand(
  kit: Kit,
  file: string | undefined,
  flags: ImportFlags,
): Promise<ExitCode> {
  try {
    return await importOrUndo(kit, file, flags);
  } catch (error) {
    if (!(error instanceof ImportInputError)) throw error;
    throw new CommandFailure(EXIT.usage, error.message, error.details, { cause: error });
  }
}

async function importOrUndo(kit: Kit, file: string | undefined, flags: ImportFlags): Promise<ExitCode> {
  if (flags.undo !== undefined) return runUndo(kit, file, flags.undo, flags);
  if (file === undefined) throw usageFailure('which file? Say npx waylight import FILE --mapping NAME');
  const encoding = parseEncoding(flags.encoding);
  const country = parseCountry(flags.country);
  const source = await openSourceFile(file);
  const mapping = chooseMapping(source, flags.mapping);
  const connection = await kit.connect(
    withSender(kit, flags, mapping),
    country === undefined ? {} : { country },
  );
  const reachableNodes = listReachableNodes(connection, country);
  const bar = createProgressBars(kit);
  try {
    const summary = await runImport({
      file: source,
      mapping,
      nodes: connection.intake,
      ...(country !== undefined && { country }),
      queriedNodes: reachableNodes,
      ...(encoding !== undefined && { encoding }),
      dryRun: flags.dryRun === true,
      partial: flags.partial === true,
      signal: kit.signal,
      onProgress: bar.show,
    });
    await bar.stop();
    const dryRun = flags.dryRun === true;
    // Another organisation has no such import, and a node that was not asked has none of it.
    const undoFlags = `${flags.certificate === undefined ? ` --as ${connection.name}` : ''}${country === undefined ? '' : ` --country ${country}`}`;
    kit.print(
      flags.json
        ? JSON.stringify({ ...summary, dryRun })
        : summaryLines(summary, { dryRun, undoFlags }).join('\n'),
    );
    if (summary.refusedRows === 0) return EXIT.ok;
    return summary.sent > 0 || (flags.partial === true && !dryRun) ? EXIT.partial : EXIT.refused;
  } catch (error) {
    await bar.stop();
    if (error instanceof RpcFailure && bar.sent() > 0)
      kit.printMessage(`${bar.sent()} were sent; give the same command again and it goes on from there`);
    throw error;
  }
}

async function runUndo(
  kit: Kit,
  file: string | undefined,
  importId: string,
  flags: ImportFlags,
): Promise<ExitCode> {
  if (file !== undefined || flags.mapping !== undefined || flags.dryRun === true)
    throw usageFailure(
      '--undo takes the id of an import alone',
      'npx waylight import --undo imp-0123456789ab',
    );
  const country = parseCountry(flags.country);
  const connection = await kit.connect(flags, country === undefined ? {} : { country });
  const bar = createProgressBars(kit);
  try {
    const summary = await undoImport({
      importId,
      nodes: connection.intake,
      countries: country === undefined ? listReachableNodes(connection, undefined) : [country],
      signal: kit.signal,
      onProgress: (done, total) => bar.show({ phase: 'undoing', done, total }),
    });
    await bar.stop();
    const found = summary.retracted + summary.alreadyRetracted + summary.existedBefore.length;
    if (found + summary.refused.length === 0)
      throw refusedFailure(
        `nothing of the import ${importId} is here, as ${connection.name}`,
        'say --as ORG for the organisation that imported, and --country CC if it was sent to one node',
      );
    kit.print(flags.json ? JSON.stringify(summary) : undoLines(summary).join('\n'));
    return summary.refused.length > 0 ? EXIT.partial : EXIT.ok;
  } finally {
    await bar.stop();
  }
}

/** The mapping that was named, or the one that a filled-in template carries. */
function chooseMapping(source: SourceFile, named: string | undefined): Mapping {
  if (named !== undefined) return loadMapping(named);
  const template = source.content.kind === 'xlsx' ? readTemplateMapping(source.content.sheets) : undefined;
  if (template !== undefined) return template;
  throw usageFailure(
    `${source.name} is no template of ours, so it needs a mapping`,
    'say --mapping NAME or --mapping FILE; or fill in a template: npx waylight template --lang en',
  );
}

/** Whom the mapping names sends, unless somebody says otherwise. */
function withSender(kit: Kit, flags: ImportFlags, mapping: Mapping): ConnectionFlags {
  const as = flags.as ?? kit.env.as ?? mapping.as;
  return as === undefined ? flags : { ...flags, as };
}

function parseCountry(text: string | undefined): NodeCountry | undefined {
  return text === undefined || text.toLowerCase() === 'auto' ? undefined : nodeCountry(text);
}

function parseEncoding(text: string | undefined): Encoding | undefined {
  if (text === undefined) return undefined;
  const found = ENCODINGS.find((encoding) => encoding === text.toLowerCase());
  if (found !== undefined) return found;
  throw usageFailure(`--encoding got "${text}"; it wants one of ${ENCODINGS.join(', ')}`);
}

/** Nodes that have an address of their own: with --node there is one, and it has to be said whose. */
function listReachableNodes(
  { location }: Connection,
  country: NodeCountry | undefined,
): readonly NodeCountry[] {
  const addresses = new Set(NODE_COUNTRIES.map((node) => location.intake(node)));
  if (addresses.size === NODE_COUNTRIES.length) return NODE_COUNTRIES;
  if (country === undefined) throw usageFailure('with --node say whose node it is: --country CC');
  return [country];
}

/** Progress bars, and the number of operations that were sent so far. */
function createProgressBars(kit: Kit) {
  const bars = createPhaseProgress<ImportProgress['phase'] | 'undoing'>(kit.progress);
  let sent = 0;
  return {
    sent: () => sent,
    stop: bars.stop,
    show(step: Parameters<typeof bars.show>[0]): void {
      if (step.phase === 'sending') sent = step.done;
      bars.show(step);
    },
  };
}
