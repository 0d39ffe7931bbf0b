import { PERIOD_KINDS, type PeriodKind } from '@waylight/calendar';
import type { PlannedTable } from '../../api/planned-table.ts';
import { codeText } from '../../text/code-name.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { Choice, Select } from '../../ui/select.tsx';
import { hasEffort } from './effort.ts';
import { combinedWith, periodKindsOf, plannedCodes, QUESTIONS, questionOf, tableWith } from './questions.ts';
import { changeTable, EFFORTS, type TrendsView } from './trends-view.ts';
import { turnTo } from './turn-to.ts';

const EFFORT_WORDS = { visits: 'effort.visits', days: 'effort.days' } as const;

export type ViewProps = { readonly view: TrendsView; readonly change: (next: TrendsView) => void };

/** A button for each question. Questions without a released table are disabled. Others keep a chosen code if they can. */
export function QuestionButtons({
  view,
  change,
  released,
}: ViewProps & { readonly released: readonly PlannedTable[] }) {
  const { t } = useLocale();
  const asked = questionOf(view.by[0]);
  return (
    <fieldset className="segmented" aria-label={t('trends.choices')}>
      {QUESTIONS.map(({ name, title, dimensions }) => {
        const answered = turnTo(view, dimensions, released);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={asked?.name === name}
            disabled={answered === undefined}
            title={answered === undefined ? t('trends.notReleased') : undefined}
            onClick={() => answered !== undefined && change(answered)}
          >
            {t(title)}
          </button>
        );
      })}
    </fieldset>
  );
}

export type DetailChoicesProps = ViewProps & {
  readonly released: readonly PlannedTable[];
  readonly planned: readonly PlannedTable[];
  /** Length of the displayed periods. */
  readonly kind: PeriodKind | undefined;
  /** Released periods, and the displayed ones; oldest first. */
  readonly periods: readonly string[];
  readonly shown: readonly string[];
  /** Codes of the second dimension, and the displayed one. */
  readonly contextCodes: readonly string[];
  readonly only: string | undefined;
};

/** Choices of dimension, a single code of a second one, periods, and effort to divide by. */
export function DetailChoices({
  view,
  change,
  released,
  planned,
  kind,
  periods,
  shown,
  contextCodes,
  only,
}: DetailChoicesProps) {
  const locale = useLocale();
  const { t, period } = locale;
  const [main, context] = view.by;
  const question = questionOf(main);
  const details = question?.dimensions ?? [];
  const kinds = periodKindsOf(released, view.by);
  const [first = '', last = ''] = [shown[0], shown.at(-1)];
  const asOptions = (ids: readonly string[]) => ids.map((id) => ({ value: id, text: period(id) }));
  const hasEffortHere = hasEffort({ by: view.by, period: kind });
  const withReason = (text: string, by: readonly string[], ofKind?: PeriodKind) => {
    const isIn = (tables: readonly PlannedTable[]) =>
      periodKindsOf(tables, by).some((one) => ofKind === undefined || one === ofKind);
    if (isIn(released)) return text;
    return `${text} – ${t(isIn(planned) ? 'trends.notReleased' : 'trends.notPublished')}`;
  };
  return (
    <div className="fields">
      {details.length > 1 && (
        <Choice
          label={t('trends.detail')}
          value={main ?? ''}
          options={details.map((name) => ({
            value: name,
            text: withReason(dimensionText(name, locale), [name]),
            isDisabled: periodKindsOf(released, [name]).length === 0,
          }))}
          choose={(name) => change(turnTo(view, [name], released) ?? view)}
        />
      )}
      {main !== undefined && (
        <Filter
          view={view}
          change={change}
          released={released}
          main={main}
          context={context}
          only={only}
          withReason={withReason}
          codesOf={(name) => [
            ...new Set([
              ...plannedCodes(tableWith(released, [main, name]), name),
              ...(name === context ? contextCodes : []),
            ]),
          ]}
        />
      )}
      {kind !== undefined && (
        <Choice
          label={t('period.length')}
          value={kind}
          options={PERIOD_KINDS.map((one) => ({
            value: one,
            text: withReason(t(`periodKind.${one}`), view.by, one),
            isDisabled: !kinds.includes(one),
          }))}
          choose={(period) => change({ ...view, period, from: undefined, to: undefined })}
        />
      )}
      {periods.length > 0 && (
        <>
          <Choice
            label={t('trends.from')}
            value={first}
            options={asOptions(periods.filter((id) => id <= last))}
            choose={(from) => change({ ...view, period: kind, from })}
          />
          <Choice
            label={t('trends.to')}
            value={last}
            options={asOptions(periods.filter((id) => id >= first))}
            choose={(to) => change({ ...view, period: kind, to })}
          />
        </>
      )}
      <Choice
        label={t('effort.label')}
        value={view.effort ?? ''}
        nothing={t('effort.numbers')}
        options={EFFORTS.map((effort) => ({
          value: effort,
          text: hasEffortHere
            ? t(EFFORT_WORDS[effort])
            : `${t(EFFORT_WORDS[effort])} – ${t('effort.onlyCountry')}`,
          isDisabled: !hasEffortHere,
        }))}
        choose={(effort) => change({ ...view, effort })}
      />
    </div>
  );
}

/** Lists the codes of all dimensions that can be combined with the first one; one of them is chosen. */
function Filter({
  view,
  change,
  released,
  main,
  context,
  only,
  codesOf,
  withReason,
}: ViewProps & {
  readonly released: readonly PlannedTable[];
  readonly main: string;
  readonly context: string | undefined;
  readonly only: string | undefined;
  readonly codesOf: (dimension: string) => readonly string[];
  readonly withReason: (text: string, by: readonly string[]) => string;
}) {
  const locale = useLocale();
  const { t } = locale;
  const possible = combinedWith(released, main);
  const choose = (value: string) => {
    const [dimension = '', code] = value.split(' ');
    change(changeTable(view, dimension === '' ? [main] : [main, dimension], undefined, code));
  };
  return (
    <Select
      label={t('trends.within')}
      value={context === undefined || only === undefined ? '' : `${context} ${only}`}
      choose={choose}
    >
      <option value="">{t('trends.within.all')}</option>
      {QUESTIONS.flatMap(({ dimensions }) => dimensions)
        .filter((name) => name !== main)
        .map((name) =>
          possible.includes(name) ? (
            <optgroup key={name} label={dimensionText(name, locale)}>
              {codesOf(name).map((code) => (
                <option key={code} value={`${name} ${code}`}>
                  {codeText(name, code, locale)}
                </option>
              ))}
            </optgroup>
          ) : (
            <option key={name} disabled>
              {withReason(dimensionText(name, locale), [main, name])}
            </option>
          ),
        )}
    </Select>
  );
}
