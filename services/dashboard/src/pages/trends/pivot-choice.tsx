import { useLocale } from '../../language/locale.tsx';
import { PERIOD } from '../../model/grid.ts';
import { codeText } from '../../parts/code-name.tsx';
import { dimensionText } from '../../parts/code-text.ts';
import { Select } from '../../parts/select.tsx';
import type { LaidOut } from './laid-out.ts';
import { placed, type TrendsView } from './trends-view.ts';

export type PivotChoiceProps = {
  readonly view: TrendsView;
  readonly change: (next: TrendsView) => void;
  readonly laid: LaidOut;
};

/** Choice of rows and columns, of one code of the other dimensions, and of the periods. */
export function PivotChoice({ view, change, laid }: PivotChoiceProps) {
  const locale = useLocale();
  const { t, period } = locale;
  const { rows, columns, third } = laid.placing;
  const names = [...view.by, PERIOD];
  const first = view.from ?? laid.shown[0] ?? '';
  const last = view.to ?? laid.shown.at(-1) ?? '';
  return (
    <div className="fields">
      <Dimensions
        label={t('trends.rows')}
        value={rows}
        names={names}
        choose={(name) => change(placed(view, 'rows', name))}
      />
      {columns !== undefined && (
        <>
          <Dimensions
            label={t('trends.columns')}
            value={columns}
            names={names}
            choose={(name) => change(placed(view, 'columns', name))}
          />
          <button type="button" onClick={() => change(placed(view, 'rows', columns))}>
            {t('trends.swap')}
          </button>
        </>
      )}
      {third !== undefined && (
        <Select
          label={dimensionText(third, locale)}
          value={laid.only ?? ''}
          choose={(only) => change({ ...view, only })}
        >
          {laid.codes(third).map((code) => (
            <option key={code} value={code}>
              {codeText(third, code, locale)}
            </option>
          ))}
        </Select>
      )}
      {third !== PERIOD && (
        <>
          <Select label={t('trends.from')} value={first} choose={(from) => change({ ...view, from })}>
            {laid.periods
              .filter((id) => id <= last)
              .map((id) => (
                <option key={id} value={id}>
                  {period(id)}
                </option>
              ))}
          </Select>
          <Select label={t('trends.to')} value={last} choose={(to) => change({ ...view, to })}>
            {laid.periods
              .filter((id) => id >= first)
              .map((id) => (
                <option key={id} value={id}>
                  {period(id)}
                </option>
              ))}
          </Select>
        </>
      )}
    </div>
  );
}

function Dimensions({
  label,
  value,
  names,
  choose,
}: {
  readonly label: string;
  readonly value: string;
  readonly names: readonly string[];
  readonly choose: (name: string) => void;
}) {
  const locale = useLocale();
  return (
    <Select label={label} value={value} choose={choose}>
      {names.map((name) => (
        <option key={name} value={name}>
          {dimensionText(name, locale)}
        </option>
      ))}
    </Select>
  );
}
