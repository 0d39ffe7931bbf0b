import { isoDay } from '@waylight/calendar';
import { RETENTION_RULES } from '@waylight/contracts';
import { type GetRetentionResponse, RetentionSubject } from '@waylight/contracts/audit';
import type { RetentionFlags } from '../commands/retention.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';
import { connectToRetentionService } from './connect-to-service.ts';
import { enumCode } from './show.ts';

/** What a service keeps how long, what of it is due, and what it removed, as far as whoever asks may know. */
export async function showRetention(kit: Kit, flags: RetentionFlags): Promise<ExitCode> {
  const { connection, of } = await connectToRetentionService(kit, flags);
  const document = retentionDocument(await (await connection.retention(of)).getRetention({}));
  kit.print(
    flags.format === 'json'
      ? JSON.stringify({ of, rules: RETENTION_RULES, ...document }, null, 2)
      : retentionLines(document, kit).join('\n'),
  );
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

/** Who is told no numbers is told neither `due` nor `count`, because 0 would be one; and a month in place of a day. */
export function retentionDocument({ statuses, removals }: GetRetentionResponse): RetentionDocument {
  return {
    kept: statuses.map(({ subject, months, isDue, dueCount, oldestDay }) => ({
      ...{ what: subjectCode(subject), months, isDue },
      ...(dueCount > 0n ? { due: Number(dueCount) } : {}),
      ...(oldestDay === 0 ? {} : { oldest: isoDay(oldestDay) }),
    })),
    removed: removals.map(({ subject, day, count }) => ({
      what: subjectCode(subject),
      ...(count > 0n ? { on: isoDay(day), count: Number(count) } : { on: isoDay(day).slice(0, 7) }),
    })),
  };
}

const subjectCode = (subject: RetentionSubject): string => enumCode(RetentionSubject, subject);

function retentionLines({ kept, removed }: RetentionDocument, { style }: Kit): string[] {
  const rules = RETENTION_RULES.map(({ what, kept: howLong, ends }) => `${what}: ${howLong} (${ends})`);
  const keptRows = kept.map(({ what, months, isDue, due, oldest }) => [
    ...[what, `${months} months`, oldest ?? ''],
    isDue ? style.yellow(String(due ?? 'some')) : 'none',
  ]);
  const removedRows = removed.map(({ on, what, count }) => [on, what, String(count ?? '')]);
  return [
    'How long what is kept:',
    ...rules.map((line) => `  ${line}`),
    '',
    textTable(columnsOf(['here', 'kept', 'oldest', 'older'], []), keptRows, style),
    '',
    removedRows.length === 0
      ? 'Nothing was removed here that you are told of.'
      : textTable(columnsOf(['removed', 'what', 'how many'], ['how many']), removedRows, style),
  ];
}
