import type { PeriodKind } from '@waylight/calendar';
import type { PlannedTable } from '../../api/planned-table.ts';
import { howOften } from '../../model/table-name.ts';
import { codeText } from '../../text/code-name.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { State } from '../../ui/state.tsx';
import { automaticKinds, periodKindsOf, unpublishedKinds } from './questions.ts';
import type { TrendsView } from './trends-view.ts';

/** States the choices that the page made for the reader, with the reason: longer periods, and one code of the filter. */
export function ChoiceNotes({
  view,
  kind,
  skipped,
  only,
  released,
  planned,
}: {
  readonly view: TrendsView;
  readonly kind: PeriodKind;
  /** The shorter period that was skipped because most of its numbers are small. */
  readonly skipped: PeriodKind | undefined;
  /** The displayed code of the second dimension. */
  readonly only: string | undefined;
  readonly released: readonly PlannedTable[];
  readonly planned: readonly PlannedTable[];
}) {
  const locale = useLocale();
  const { t } = locale;
  const { by, period } = view;
  const context = by[1];
  const unpublished = period === undefined ? unpublishedKinds(planned, by) : [];
  const listKinds = (kinds: readonly PeriodKind[]) => kinds.map((one) => howOften(one, t)).join(', ');
  const notes = [
    unpublished.length > 0 &&
      t('trends.onlyLonger', {
        dimensions: by.map((name) => dimensionText(name, locale)).join(' × '),
        longer: listKinds(automaticKinds(periodKindsOf(released, by))),
        shorter: listKinds(unpublished),
      }),
    skipped !== undefined &&
      t('trends.coarserChosen', { shorter: t(`periodKind.${skipped}`), shown: t(`periodKind.${kind}`) }),
    context !== undefined &&
      only !== undefined &&
      only !== view.only &&
      t('trends.within.first', {
        name: codeText(context, only, locale),
        filter: t('trends.within'),
        all: t('trends.within.all'),
      }),
  ].filter((note) => note !== false);
  return notes.length === 0 ? null : <State role="status" says={notes.join(' ')} />;
}
