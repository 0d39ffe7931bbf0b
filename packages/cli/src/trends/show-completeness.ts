import { GetCompletenessRequest, type GetCompletenessResponse } from '@waylight/contracts/insights';
import { explanationDocument } from '@waylight/trends';
import type { CompletenessFlags } from '../commands/completeness.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import {
  COMPLETENESS_COLUMNS,
  type CompletenessMonths,
  completenessMonths,
  completenessRows,
} from '../tables/completeness-rows.ts';
import { wrapText } from '../tables/display-width.ts';
import { printRows } from '../tables/print-rows.ts';

export async function showCompleteness(kit: Kit, flags: CompletenessFlags): Promise<ExitCode> {
  const { from, to } = flags;
  const insights = await (await kit.connect(flags)).insights();
  const answer = await insights.getCompleteness(GetCompletenessRequest.fromPartial({ from, to }));
  const months = completenessMonths(answer);
  const { asOf } = answer;
  const explain = requireExplanation(answer);
  const format = flags.json === true ? 'json' : flags.format;
  await printRows(kit, {
    format,
    columns: COMPLETENESS_COLUMNS,
    rows: completenessRows(months),
    document: { ...(asOf === '' ? {} : { asOf }), months: months.map(monthDocument), explain },
    numbers: ['field visits', 'staff days', 'incidents'],
    none: 'Nothing of it has been released that you may see.',
  });
  if (format !== 'table' || months.length === 0) return EXIT.ok;
  const { unit, source, rounding, method, attribution, footnotes } = explain;
  const notes = [[unit, source, rounding, method].join(' '), ...attribution, ...footnotes];
  kit.print(['', ...notes.flatMap((note) => wrapText(note, kit.columns ?? 120))].join('\n'));
  return EXIT.ok;
}

function monthDocument({ period, release, roundingBase, entries }: CompletenessMonths[number]) {
  return { period, release, k: roundingBase, entries };
}

function requireExplanation({ explanation }: GetCompletenessResponse) {
  if (explanation === undefined) throw new TypeError('the answer does not say what it means');
  return explanationDocument(explanation);
}
