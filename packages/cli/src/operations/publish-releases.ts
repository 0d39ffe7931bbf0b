import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import { WithheldReason, type WithheldTable } from '@waylight/contracts/operations';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { exportTable } from '@waylight/disclosure-control';
import type { PublishFlags } from '../commands/release.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { releaseTable, victimLines } from '../tables/release-table.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';

export async function previewReleases(kit: Kit, flags: PublishFlags): Promise<ExitCode> {
  const connection = await kit.connect(flags, { operator: true });
  const { releases, withheld } = await (await connection.operations()).previewReleases({
    period: flags.period ?? '',
  });
  if (flags.json === true) {
    kit.print(JSON.stringify(releases.map((one) => exportTable(one, audienceOrNarrowest(one.audience), []))));
    return EXIT.ok;
  }
  if (releases.length === 0 && withheld.length === 0) kit.printMessage(describeNothingDue(flags));
  for (const release of releases) kit.print(`${formatRelease(kit, release)}\n`);
  printWithheld(kit, withheld);
  return EXIT.ok;
}

export async function publishReleases(kit: Kit, flags: PublishFlags): Promise<ExitCode> {
  const connection = await kit.connect(flags, { operator: true });
  const { releaseIds, withheld } = await (await connection.operations()).closeDuePeriods({
    period: flags.period ?? '',
  });
  if (flags.json === true)
    kit.print(
      JSON.stringify(
        { releaseIds, withheld: withheld.map((one) => ({ ...one, reason: describeReason(one) })) },
        null,
        2,
      ),
    );
  else if (releaseIds.length === 0 && withheld.length === 0) kit.printMessage(describeNothingDue(flags));
  else for (const id of releaseIds) kit.print(id);
  if (flags.json !== true) printWithheld(kit, withheld);
  return EXIT.ok;
}

const describeNothingDue = ({ period }: PublishFlags): string =>
  period === undefined
    ? 'no period is due'
    : `${period} is not due: it is published already, has not closed yet, or the plan has no table of such periods`;

function formatRelease(kit: Kit, release: ReleaseEvent): string {
  const { titles, rows, totals } = releaseTable(release);
  const table = textTable(columnsOf(titles, titles.slice(1)), rows, kit.style, totals);
  return [release.releaseId, table, ...victimLines(release)].join('\n');
}

function printWithheld(kit: Kit, withheld: readonly WithheldTable[]): void {
  for (const one of withheld)
    kit.printMessage(`${one.tableId}, ${one.period}: withheld: ${describeReason(one)}`);
}

function describeReason({ reason }: WithheldTable): string {
  switch (reason) {
    case WithheldReason.NOT_COUPLED:
      return 'the plan has changed since its shorter periods were released; give the table another id';
    case WithheldReason.DISCLOSES_SMALL_COUNTS:
      return 'with all that was released it would tell a small count; make the table coarser in the plan';
    case WithheldReason.NOT_CHECKED:
      return 'whether it tells small counts could not be checked; it is tried again when aggregation starts anew';
    case WithheldReason.VICTIMS_DISCLOSE_SMALL_COUNTS:
      return 'only its sums of victims: with all that was released they would tell a small count';
    default:
      return 'for a reason that this version does not know';
  }
}
