import { isoDay } from '@waylight/calendar';
import { RETENTION_RULES } from '@waylight/contracts';
import { type GetRetentionResponse, RetentionSubject } from '@waylight/contracts/audit';
import {
  connectToRetentionService,
  type ServiceFlags,
  withRetentionService,
} from '../../audit/audited-service.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { withConnection } from '../../connection/flags.ts';
import { enumCode } from '../../enum-names.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';
import { columnsOf, textTable } from '../../tables/text-table.ts';
import type { Style } from '../../terminal/style.ts';

type RetentionFlags = Omit<ServiceFlags, 'ofInsights'> & { readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  command.description(
    'Prints retention periods, what is due, and what a node or aggregation removed after its period. Operators get exact ' +
      'numbers; data-protection officers (--as ID) get no numbers of reports. The audit records this read.',
  );
  withRetentionService(command)
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  waylight audit retention --country MK --operator' +
        '\n  waylight audit retention --aggregation --format json',
    );
  withConnection(command).action(context.action((flags: RetentionFlags) => showRetention(context, flags)));
};

async function showRetention(context: CommandContext, flags: RetentionFlags): Promise<ExitCode> {
  const { connection, of } = await connectToRetentionService(context, flags);
  const document = retentionDocument(await (await connection.retention(of)).getRetention({}));
  if (flags.format === 'json') context.printJson({ of, rules: RETENTION_RULES, ...document });
  else context.print(retentionLines(document, context.style).join('\n'));
  return EXIT.ok;
}

type RetentionDocument = {
  readonly kept: readonly {
    readonly what: string;
    readonly months: number;
    readonly isDue: boolean;
    readonly due?: number;
    readonly oldest?: string;
  }[];
  readonly removed: readonly { readonly what: string; readonly on: string; readonly count?: number }[];
};

/** Callers without access to numbers get neither `due` nor `count`, because 0 is a number, and months instead of days. */
export function retentionDocument({ statuses, removals }: GetRetentionResponse): RetentionDocument {
  return {
    kept: statuses.map(({ subject, months, isDue, dueCount, oldestDay }) => ({
      what: enumCode(RetentionSubject, subject),
      months,
      isDue,
      ...(dueCount > 0n ? { due: Number(dueCount) } : {}),
      ...(oldestDay === 0 ? {} : { oldest: isoDay(oldestDay) }),
    })),
    removed: removals.map(({ subject, day, count }) => ({
      what: enumCode(RetentionSubject, subject),
      ...(count > 0n ? { on: isoDay(day), count: Number(count) } : { on: isoDay(day).slice(0, 7) }),
    })),
  };
}

function retentionLines({ kept, removed }: RetentionDocument, style: Style): string[] {
  const keptRows = kept.map(({ what, months, isDue, due, oldest }) => [
    what,
    `${months} months`,
    oldest ?? '',
    isDue ? style.yellow(String(due ?? 'some')) : 'none',
  ]);
  const removedRows = removed.map(({ on, what, count }) => [on, what, String(count ?? '')]);
  return [
    'Retention periods:',
    ...RETENTION_RULES.map(({ what, kept: period, ends }) => `  ${what}: ${period} (${ends})`),
    '',
    textTable(columnsOf(['at this service', 'kept', 'oldest', 'due']), keptRows, style),
    '',
    removedRows.length === 0
      ? 'No removal is visible to you.'
      : textTable(columnsOf(['removed', 'what', 'count'], ['count']), removedRows, style),
  ];
}
