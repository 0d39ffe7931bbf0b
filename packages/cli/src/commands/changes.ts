import { ComparedPeriod } from '@waylight/contracts/insights';
import {
  type ChangesText,
  describeChanges,
  formatEnglishDay,
  formatEnglishPeriod,
  loadMessageCatalogue,
  loadTerms,
} from '@waylight/presentation';
import { COMPARED_WITH, changesDocument } from '@waylight/trends';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import { wrapText } from '../tables/text-table.ts';
import { valueLabel } from '../trends/dimensions.ts';

type ChangesFlags = ConnectionFlags & {
  readonly release?: string;
  readonly against: (typeof COMPARED_WITH)[number];
  readonly format: DocumentFormat;
};

const COMPARED = {
  previous: ComparedPeriod.PREVIOUS,
  'year-ago': ComparedPeriod.YEAR_AGO,
} as const;

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Says what changed between two released periods: the region, then at most five findings, with their reasons. ' +
        'Verdicts come from the region and consider rounding, days, ordinary variation and reporting. ' +
        '--format json prints every comparison.',
    )
    .option('--release <id>', 'a release of the later period; by default the newest month')
    .addOption(
      new Option('--against <period>', 'the earlier period').choices(COMPARED_WITH).default('previous'),
    )
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight changes --against year-ago');
  withConnection(command).action(context.action((flags: ChangesFlags) => showChanges(context, flags)));
};

async function showChanges(
  context: CommandContext,
  { release = '', against, format, ...flags }: ChangesFlags,
): Promise<ExitCode> {
  const insights = await (await context.connect(flags)).insights();
  const response = await insights.listChanges({ releaseId: release, against: COMPARED[against] });
  const document = changesDocument(response);
  if (format === 'json') {
    context.printJson(document);
    return EXIT.ok;
  }
  const text = describeChanges(document, {
    words: await loadMessageCatalogue('en'),
    terms: await loadTerms('en'),
    language: 'en',
    number: String,
    period: formatEnglishPeriod,
    day: formatEnglishDay,
    code: (dimension, code) => valueLabel(dimension, code, 'en'),
  });
  context.print(changesLines(text, document.notices, context.columns ?? 100).join('\n'));
  return EXIT.ok;
}

/** Paragraphs with a blank line between them. The sentences of a finding follow a dash. */
export function changesLines(
  { silent, headline, findings, notes }: ChangesText,
  notices: readonly string[],
  width: number,
): string[] {
  const list = findings.flatMap((sentences) =>
    wrapText(sentences.join(' '), width - 2).map((line, at) => `${at === 0 ? '-' : ' '} ${line}`),
  );
  const paragraphs = [headline, silent, notes, notices].map((sentences) =>
    sentences.length === 0 ? [] : wrapText(sentences.join(' '), width),
  );
  const [first = [], second = [], ...rest] = paragraphs;
  return [first, second, list, ...rest]
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ['', ...lines]));
}
