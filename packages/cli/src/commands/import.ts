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
import type { CommandContext, DefineCommand } from '../command-context.ts';
import type { Connection } from '../connection/connect.ts';
import { nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { CommandFailure, refusedFailure, usageFailure } from '../failure.ts';
import { summaryLines, undoLines } from '../import/summary.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';

type ImportFlags = ConnectionFlags & {
  readonly mapping?: string;
  readonly country?: string;
  readonly dryRun?: boolean;
  readonly partial?: boolean;
  readonly encoding?: string;
  readonly undo?: string;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Sends the rows of a CSV or XLSX file as reports. A mapping explains the columns; a filled-in template needs no mapping. ' +
        'If a row is refused, nothing is sent. Importing again sends changed rows as revisions, changes nothing else, and ' +
        'finishes an interrupted import.',
    )
    .argument('[file]', 'CSV (, or ;; UTF-8, UTF-16, windows-1250, windows-1251) or XLSX')
    .option('--mapping <name|file>', 'the mapping: missing-migrants, kobo, or a YAML file of your own')
    .option(
      '--country <cc|auto>',
      "one country's node for all rows; auto: the node of each row's country (default: auto)",
    )
    .option('--dry-run', 'show the result and send nothing')
    .option('--partial', 'send the accepted rows even if others are refused')
    .option('--encoding <name>', 'encoding of a CSV file, if it is not detected')
    .option('--undo <import>', 'retract the reports of an import; its summary has the id')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      `
Examples:
  waylight import examples/data/missing-migrants-western-balkans.csv --mapping missing-migrants --dry-run
  waylight import cases.xlsx --country MK
  waylight import --undo imp-0123456789ab --as MYLA`,
    );
  withConnection(command).action(
    context.action((file: string | undefined, flags: ImportFlags) => importFile(context, file, flags)),
  );
};

async function importFile(
  context: CommandContext,
  file: string | undefined,
  flags: ImportFlags,
): Promise<ExitCode> {
  try {
    return await importOrUndo(context, file, flags);
  } catch (error) {
    if (!(error instanceof ImportInputError)) throw error;
    throw new CommandFailure(EXIT.usage, error.message, error.details, { cause: error });
  }
}

async function importOrUndo(
  context: CommandContext,
  file: string | undefined,
  flags: ImportFlags,
): Promise<ExitCode> {
  if (flags.undo !== undefined) return runUndo(context, file, flags.undo, flags);
  if (file === undefined) throw usageFailure('the file is missing: use waylight import FILE --mapping NAME');
  const encoding = parseEncoding(flags.encoding);
  const country = parseCountry(flags.country);
  const source = await openSourceFile(file);
  const mapping = chooseMapping(source, flags.mapping);
  const connection = await context.connect(
    withSender(context, flags, mapping),
    country === undefined ? {} : { country },
  );
  const reachableNodes = listReachableNodes(connection, country);
  const bar = createProgressBars(context);
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
      signal: context.signal,
      onProgress: bar.show,
    });
    await bar.stop();
    const dryRun = flags.dryRun === true;
    // An undo must use the same organisation and the same node.
    const undoFlags = `${flags.certificate === undefined ? ` --as ${connection.name}` : ''}${country === undefined ? '' : ` --country ${country}`}`;
    if (flags.format === 'json') context.printJson({ ...summary, dryRun });
    else context.print(summaryLines(summary, { dryRun, undoFlags }).join('\n'));
    if (summary.refusedRows === 0) return EXIT.ok;
    return summary.sent > 0 || (flags.partial === true && !dryRun) ? EXIT.partial : EXIT.refused;
  } catch (error) {
    await bar.stop();
    if (error instanceof RpcFailure && bar.sent() > 0)
      context.printMessage(
        `${bar.sent()} reports were sent. Repeat the command to send the remaining reports.`,
      );
    throw error;
  }
}

async function runUndo(
  context: CommandContext,
  file: string | undefined,
  importId: string,
  flags: ImportFlags,
): Promise<ExitCode> {
  if (file !== undefined || flags.mapping !== undefined || flags.dryRun === true)
    throw usageFailure('--undo needs only the id of an import', 'waylight import --undo imp-0123456789ab');
  const country = parseCountry(flags.country);
  const connection = await context.connect(flags, country === undefined ? {} : { country });
  const bar = createProgressBars(context);
  try {
    const summary = await undoImport({
      importId,
      nodes: connection.intake,
      countries: country === undefined ? listReachableNodes(connection, undefined) : [country],
      signal: context.signal,
      onProgress: (done, total) => bar.show({ phase: 'undoing', done, total }),
    });
    await bar.stop();
    const found = summary.retracted + summary.alreadyRetracted + summary.existedBefore.length;
    if (found + summary.refused.length === 0)
      throw refusedFailure(
        `there is no import ${importId} of ${connection.name}`,
        'Use --as ORG for the organisation that imported, and --country CC if the import was sent to one node.',
      );
    if (flags.format === 'json') context.printJson(summary);
    else context.print(undoLines(summary).join('\n'));
    return summary.refused.length > 0 ? EXIT.partial : EXIT.ok;
  } finally {
    await bar.stop();
  }
}

/** The mapping that --mapping names, or the mapping of a filled-in template. */
function chooseMapping(source: SourceFile, named: string | undefined): Mapping {
  if (named !== undefined) return loadMapping(named);
  const template = source.content.kind === 'xlsx' ? readTemplateMapping(source.content.sheets) : undefined;
  if (template !== undefined) return template;
  throw usageFailure(
    `${source.name} is not a Waylight template, so it needs a mapping`,
    'Use --mapping NAME or --mapping FILE, or fill in a template: waylight template --lang en',
  );
}

/** The organisation that the mapping names, unless a flag or the environment names another. */
function withSender(context: CommandContext, flags: ImportFlags, mapping: Mapping): ConnectionFlags {
  const as = flags.as ?? context.env.as ?? mapping.as;
  return as === undefined ? flags : { ...flags, as };
}

function parseCountry(text: string | undefined): NodeCountry | undefined {
  return text === undefined || text.toLowerCase() === 'auto' ? undefined : nodeCountry(text);
}

function parseEncoding(text: string | undefined): Encoding | undefined {
  if (text === undefined) return undefined;
  const found = ENCODINGS.find((encoding) => encoding === text.toLowerCase());
  if (found !== undefined) return found;
  throw usageFailure(`--encoding got "${text}"; expected one of ${ENCODINGS.join(', ')}`);
}

/** Nodes whose address is known. With --node there is only one, whose country --country must name. */
function listReachableNodes(
  { location }: Connection,
  country: NodeCountry | undefined,
): readonly NodeCountry[] {
  const addresses = new Set(NODE_COUNTRIES.map((node) => location.intake(node)));
  if (addresses.size === NODE_COUNTRIES.length) return NODE_COUNTRIES;
  if (country === undefined) throw usageFailure('--node needs the country of the node: --country CC');
  return [country];
}

/** Shows progress bars, and counts the operations that were sent so far. */
function createProgressBars(context: CommandContext) {
  const bars = createPhaseProgress<ImportProgress['phase'] | 'undoing'>(context.progress);
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
