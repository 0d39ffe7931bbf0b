import type { NodeCountry } from '@waylight/contracts';
import type { Random } from './random.ts';
import * as region from './region-weights.ts';
import { drawPlace, drawStatedDate, type ReportContent } from './report-content.ts';
import * as shape from './years-weights.ts';

type LifecycleStep =
  | { readonly day: number; readonly kind: 'submitted' | 'revised'; readonly content: ReportContent }
  | { readonly day: number; readonly kind: 'retracted' };

type Incident = {
  readonly node: NodeCountry;
  /** The day of the incident. */
  readonly day: number;
  /** The final content. */
  readonly content: ReportContent;
};

/** Draws a report's delay, and whether it is corrected or retracted later. */
export function drawLifecycle(random: Random, { node, day, content }: Incident): readonly LifecycleStep[] {
  const dayAfter = (from: number, days: Parameters<typeof random.pick<readonly [number, number]>>[0]) =>
    from + random.integer(...random.pick(days));
  const submitted = dayAfter(day, shape.DELAYS);
  const revised = random.chance(shape.REVISED_SHARE)
    ? dayAfter(submitted, shape.CORRECTION_DELAYS)
    : undefined;
  const steps: LifecycleStep[] =
    revised === undefined
      ? [{ day: submitted, kind: 'submitted', content }]
      : [
          { day: submitted, kind: 'submitted', content: addMistake(random, { node, day, content }) },
          { day: revised, kind: 'revised', content },
        ];
  if (random.chance(shape.RETRACTED_SHARE))
    steps.push({ day: dayAfter(revised ?? submitted, shape.CORRECTION_DELAYS), kind: 'retracted' });
  return steps;
}

/** The largest difference between a wrong date and the right one, in days. */
const MAX_DATE_ERROR_DAYS = 45;

/** Changes one field of a report. The draw may give the same value, because real corrections sometimes change nothing. */
function addMistake(random: Random, { node, day, content }: Incident): ReportContent {
  const field = random.pick(shape.REVISIONS);
  switch (field) {
    case 'type':
      return { ...content, type: random.pick(region.TYPES) };
    case 'place':
      return { ...content, ...drawPlace(random, node) };
    case 'date':
      return { ...content, occurredOn: drawStatedDate(random, day - random.integer(0, MAX_DATE_ERROR_DAYS)) };
    case 'audience':
      return { ...content, shareWith: random.pick(region.SHARE_WITH) };
    default:
      return field satisfies never;
  }
}
