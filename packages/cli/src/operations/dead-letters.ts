import { type DeadLetter, DeadLetterReason, DeadLetterStep } from '@waylight/contracts/operations';
import type { DeadLettersFlags } from '../commands/dead-letters.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usage } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { csv } from '../tables/csv.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';

const COLUMNS = ['topic', 'partition', 'offset', 'reason', 'step', 'size'] as const;

export async function listDeadLetters(kit: Kit, flags: DeadLettersFlags): Promise<ExitCode> {
  const limit = /^\d{1,4}$/.test(flags.limit) ? Number(flags.limit) : 0;
  if (limit < 1 || limit > 1000)
    throw usage(`--limit got "${flags.limit}"; it wants a number from 1 to 1000`);
  const connection = await kit.connect(flags, { operator: true });
  const { deadLetters } = await (await connection.operations()).listDeadLetters({ limit });
  const rows = deadLetters.map(rowOf);
  switch (flags.format) {
    case 'json':
      kit.print(JSON.stringify(rows, null, 2));
      break;
    case 'csv':
      kit.print(
        await csv(
          COLUMNS,
          rows.map((row) => COLUMNS.map((name) => row[name])),
        ),
      );
      break;
    case 'table':
      kit.print(
        rows.length === 0
          ? 'None: every message could be counted.'
          : textTable(
              columnsOf(COLUMNS, ['partition', 'offset', 'size']),
              rows.map((row) => COLUMNS.map((name) => String(row[name]))),
              kit.style,
            ),
      );
      break;
    default:
      flags.format satisfies never;
  }
  return EXIT.ok;
}

function rowOf(letter: DeadLetter): Record<(typeof COLUMNS)[number], string | number> {
  return {
    topic: letter.topic,
    partition: letter.partition,
    offset: Number(letter.offset),
    reason: words(DeadLetterReason, letter.reason),
    step: words(DeadLetterStep, letter.step),
    size: letter.size,
  };
}

function words(values: Readonly<Record<string, number>>, value: number): string {
  const name = Object.entries(values).find(([, number]) => number === value)?.[0] ?? 'unknown';
  return name.toLowerCase().replaceAll('_', ' ');
}
