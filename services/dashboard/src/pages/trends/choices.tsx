import { PERIOD_KINDS, type PeriodKind } from '@waylight/calendar';
import type { PlannedTable } from '../../api/planned-table.ts';
import { codeText } from '../../text/code-name.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { Select } from '../../ui/select.tsx';
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
  const withReason = (text: string, by: readonly string[], ofKind?: PeriodKind) => {
    const isIn = (tables: readonly PlannedTable[]) =>
      periodKindsOf(tables, by).some((one) => ofKind === undefined || one === ofKind);
    if (isIn(released)) return text;
    return `${text} – ${t(isIn(planned) ? 'trends.notReleased' : 'trends.notPublished')}`;
  };
  return (
    <div className="fields">
      {details.length > 1 && (
        <Select
          label={t('trends.detail')}
          value={main ?? ''}
          choose={(name) => change(turnTo(view, [name], released) ?? view)}
        >
          {details.map((name) => (
            <option key={name} value={name} disabled={periodKindsOf(released, [name]).length === 0}>
              {withReason(dimensionText(name, locale), [name])}
            </option>
          ))}
        </Select>
      )}
      {main !== undefined && (
        <Filter
          {...{ view, change, released, main, context, only, withReason }}
          codesOf={(name) => [
            ...new Set([
              ...plannedCodes(tableWith(released, [main, name]), name),
              ...(name === context ? contextCodes : []),
            ]),
          ]}
        />
      )}
      {kind !== undefined && (
        <Select
          label={t('period.length')}
          value={kind}
          choose={(value) =>
            change({
              ...view,
              ...{ period: PERIOD_KINDS.find((one) => one === value), from: undefined, to: undefined },
            })
          }
        >
          {PERIOD_KINDS.map((one) => (
            <option key={one} value={one} disabled={!kinds.includes(one)}>
              {withReason(t(`periodKind.${one}`), view.by, one)}
            </option>
          ))}
        </Select>
      )}
      {periods.length > 0 && (
        <>
          <Periods
            label={t('trends.from')}
            value={first}
            periods={periods.filter((id) => id <= last)}
            choose={(from) => change({ ...view, period: kind, from })}
            name={period}
          />
          <Periods
            label={t('trends.to')}
            value={last}
            periods={periods.filter((id) => id >= first)}
            choose={(to) => change({ ...view, period: kind, to })}
            name={period}
          />
        </>
      )}
      <Select
        label={t('effort.label')}
        value={view.effort ?? ''}
        choose={(value) => change({ ...view, effort: EFFORTS.find((effort) => effort === value) })}
      >
        <option value="">{t('effort.numbers')}</option>
        {EFFORTS.map((effort) => {
          const isPossible = hasEffort({ by: view.by, period: kind });
          return (
            <option key={effort} value={effort} disabled={!isPossible}>
              {isPossible
                ? t(EFFORT_WORDS[effort])
                : `${t(EFFORT_WORDS[effort])} – ${t('effort.onlyCountry')}`}
            </option>
          );
        })}
      </Select>
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

function Periods({
  label,
  value,
  periods,
  choose,
  name,
}: {
  readonly label: string;
  readonly value: string;
  readonly periods: readonly string[];
  readonly choose: (id: string) => void;
  readonly name: (id: string) => string;
}) {
  return (
    <Select label={label} value={value} choose={choose}>
      {periods.map((id) => (
        <option key={id} value={id}>
          {name(id)}
        </option>
      ))}
    </Select>
  );
}
