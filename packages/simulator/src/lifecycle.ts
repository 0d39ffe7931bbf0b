import type { NodeCountry } from '@waylight/contracts';
import type { Random } from './random.ts';
import * as region from './region-weights.ts';
import { drawPlace, drawStatedDate, type ReportContent } from './report-content.ts';
import * as shape from './years-weights.ts';

export type LifecycleStep<Content> =
  | { readonly day: number; readonly kind: 'submitted' | 'revised'; readonly content: Content }
  | { readonly day: number; readonly kind: 'retracted' };

/**
 * Draws a report's delay, and whether it is corrected or retracted later. `day` is that of the incident, and `content` is final.
 * A corrected report begins with the result of `drawMistaken`.
 */
export function drawLifecycle<Content>(
  random: Random,
  { day, content }: { readonly day: number; readonly content: Content },
  drawMistaken: () => Content,
): readonly LifecycleStep<Content>[] {
  const dayAfter = (from: number, days: Parameters<typeof random.pick<readonly [number, number]>>[0]) =>
    from + random.integer(...random.pick(days));
  const submitted = dayAfter(day, shape.DELAYS);
  const revised = random.chance(shape.REVISED_SHARE)
    ? dayAfter(submitted, shape.CORRECTION_DELAYS)
    : undefined;
  const steps: LifecycleStep<Content>[] =
    revised === undefined
      ? [{ day: submitted, kind: 'submitted', content }]
      : [
          { day: submitted, kind: 'submitted', content: drawMistaken() },
          { day: revised, kind: 'revised', content },
        ];
  if (random.chance(shape.RETRACTED_SHARE))
    steps.push({ day: dayAfter(revised ?? submitted, shape.CORRECTION_DELAYS), kind: 'retracted' });
  return steps;
}

/** The largest difference between a wrong date and the right one, in days. */
export const MAX_DATE_ERROR_DAYS = 45;

/** Changes one field of a report. The draw may give the same value, because real corrections sometimes change nothing. */
export function addMistake(
  random: Random,
  {
    node,
    day,
    content,
  }: { readonly node: NodeCountry; readonly day: number; readonly content: ReportContent },
): ReportContent {
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
