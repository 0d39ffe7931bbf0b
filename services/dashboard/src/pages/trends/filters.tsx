import { useLocale } from '../../language/locale.tsx';
import { PERIOD } from '../../model/grid.ts';
import { CodeName } from '../../parts/code-name.tsx';
import { dimensionText } from '../../parts/code-text.ts';
import type { PivotChoiceProps } from './pivot-choice.tsx';

/** Which codes of the dimensions down and across are shown. Nothing is added up: what is left out is only not shown. */
export function Filters({ view, change, laid }: PivotChoiceProps) {
  const locale = useLocale();
  const { t, number } = locale;
  const { rows, columns } = laid.placing;
  const dimensions = [rows, columns].filter((name) => name !== undefined && name !== PERIOD);
  return dimensions.map((dimension) => {
    if (dimension === undefined) return null;
    const codes = laid.codes(dimension);
    const kept = codes.filter((code) => view.kept[dimension]?.includes(code) ?? true);
    const keep = (next: readonly string[]) =>
      change({ ...view, kept: { ...view.kept, [dimension]: next.length === codes.length ? [] : next } });
    return (
      <details key={dimension} className="behind">
        <summary>
          {t('trends.filter', {
            dimension: dimensionText(dimension, locale),
            shown: number(kept.length),
            of: number(codes.length),
          })}
        </summary>
        <fieldset className="checks" aria-label={dimensionText(dimension, locale)}>
          {codes.map((code) => {
            const isShown = kept.includes(code);
            return (
              <label key={code} className="check">
                <input
                  type="checkbox"
                  checked={isShown}
                  // Something must be left to see.
                  disabled={isShown && kept.length === 1}
                  onChange={() => keep(codes.filter((one) => (one === code ? !isShown : kept.includes(one))))}
                />
                <CodeName dimension={dimension} code={code} />
              </label>
            );
          })}
          <button type="button" onClick={() => keep(codes)}>
            {t('trends.filter.all')}
          </button>
        </fieldset>
      </details>
    );
  });
}
