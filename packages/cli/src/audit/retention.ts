import { isoDay } from '@waylight/calendar';
import { RETAINED } from '@waylight/contracts';
import { type GetRetentionResponse, RetentionSubject } from '@waylight/contracts/audit';
import type { RetentionFlags } from '../commands/retention.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';
import { keeperOf } from './service-of.ts';
import { wordOf } from './show.ts';

/** What a service keeps how long, what of it is due, and what it removed, as far as whoever asks may know. */
export async function showRetention(kit: Kit, flags: RetentionFlags): Promise<ExitCode> {
  const { connection, of } = await keeperOf(kit, flags);
  const told = inWords(await (await connection.retention(of)).getRetention({}));
  kit.print(
    flags.format === 'json'
      ? JSON.stringify({ of, rules: RETAINED, ...told }, null, 2)
      : onScreen(told, kit).join('\n'),
  );
  return EXIT.ok;
}

type Words = {
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
export function inWords({ kept, removals }: GetRetentionResponse): Words {
  return {
    kept: kept.map(({ subject, months, isDue, due, oldestDay }) => ({
      ...{ what: subjectOf(subject), months, isDue },
      ...(due > 0n ? { due: Number(due) } : {}),
      ...(oldestDay === 0 ? {} : { oldest: isoDay(oldestDay) }),
    })),
    removed: removals.map(({ subject, day, count }) => ({
      what: subjectOf(subject),
      ...(count > 0n ? { on: isoDay(day), count: Number(count) } : { on: isoDay(day).slice(0, 7) }),
    })),
  };
}

const subjectOf = (subject: RetentionSubject): string => wordOf(RetentionSubject, subject);

function onScreen({ kept, removed }: Words, { style }: Kit): string[] {
  const rules = RETAINED.map(({ what, kept: howLong, ends }) => `${what}: ${howLong} (${ends})`);
  const here = kept.map(({ what, months, isDue, due, oldest }) => [
    ...[what, `${months} months`, oldest ?? ''],
    isDue ? style.yellow(String(due ?? 'some')) : 'none',
  ]);
  const gone = removed.map(({ on, what, count }) => [on, what, String(count ?? '')]);
  return [
    'How long what is kept:',
    ...rules.map((line) => `  ${line}`),
    '',
    textTable(columnsOf(['here', 'kept', 'oldest', 'older'], []), here, style),
    '',
    gone.length === 0
      ? 'Nothing was removed here that you are told of.'
      : textTable(columnsOf(['removed', 'what', 'how many'], ['how many']), gone, style),
  ];
}
