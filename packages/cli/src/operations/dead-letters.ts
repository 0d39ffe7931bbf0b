import { type DeadLetter, DeadLetterReason, DeadLetterStep } from '@waylight/contracts/operations';
import type { DeadLettersFlags } from '../commands/dead-letters.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';

const COLUMNS = ['topic', 'partition', 'offset', 'reason', 'step', 'size'] as const;

export async function listDeadLetters(kit: Kit, flags: DeadLettersFlags): Promise<ExitCode> {
  const limit = /^\d{1,4}$/.test(flags.limit) ? Number(flags.limit) : 0;
  if (limit < 1 || limit > 1000)
    throw usageFailure(`--limit got "${flags.limit}"; it wants a number from 1 to 1000`);
  const connection = await kit.connect(flags, { operator: true });
  const { deadLetters } = await (await connection.operations()).listDeadLetters({ limit });
  await printRows(kit, {
    format: flags.format,
    columns: COLUMNS,
    rows: deadLetters.map(rowOf),
    numbers: ['partition', 'offset', 'size'],
    none: 'None: every message could be counted.',
  });
  return EXIT.ok;
}

function rowOf(letter: DeadLetter): Record<(typeof COLUMNS)[number], string | number> {
  return {
    topic: letter.topic,
    partition: letter.partition,
    offset: Number(letter.offset),
    reason: enumLabel(DeadLetterReason, letter.reason),
    step: enumLabel(DeadLetterStep, letter.step),
    size: letter.size,
  };
}

function enumLabel(values: Readonly<Record<string, number>>, value: number): string {
  const name = Object.entries(values).find(([, number]) => number === value)?.[0] ?? 'unknown';
  return name.toLowerCase().replaceAll('_', ' ');
}
