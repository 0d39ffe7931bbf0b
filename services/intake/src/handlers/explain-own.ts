import type { NodeCountry } from '@waylight/contracts';
import { Layer } from '@waylight/contracts/incident';
import { type Explanation, type TrendCell, Unit } from '@waylight/contracts/trends';
import type { Organisation } from '@waylight/registry';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import type { ParsedQuestion } from '@waylight/trends';

const UNITS: Readonly<Record<Unit, string>> = {
  [Unit.UNSPECIFIED]: '',
  [Unit.REPORTS]: 'Reports: what your organisation submitted at this node.',
  [Unit.INCIDENTS]: 'Incidents: one per report, until reports of the same incident are matched.',
  [Unit.VICTIMS]: 'Victims: persons harmed as your reports state them, not de-duplicated.',
};

/** Why one's own numbers are what they are. */
export function explainOwn(
  country: NodeCountry,
  { publicSource }: Organisation,
  question: ParsedQuestion,
  cells: readonly TrendCell[],
): Explanation {
  const isPublicRecord = question.layer === Layer.PUBLIC_RECORD;
  const mentionsKosovo = cells.some(({ coordinates }) => coordinates.some((value) => /\bXK\b/.test(value)));
  return {
    unit: UNITS[question.unit],
    source: `The ledger of the node ${country}: your organisation's own current ${isPublicRecord ? 'public-record reports' : 'reports'}, whoever they are shared with. Retracted ones are not counted.`,
    rounding:
      'Not rounded: the numbers are exact, and yours alone. Shown to others they would tell of single reports.',
    method:
      'Calendar periods; weeks are those of ISO 8601. A date known less precisely stands apart, as "2025-03-?". Country is where it happened.',
    attribution: isPublicRecord && publicSource !== undefined ? [publicSource.attribution] : [],
    footnotes: mentionsKosovo || country === 'XK' ? [`* XK: ${XK_FOOTNOTE}`] : [],
  };
}
