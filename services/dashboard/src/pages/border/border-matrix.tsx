import { useContext } from 'react';
import { SilentMark } from '../../completeness/silent-mark.tsx';
import { useLocale } from '../../language/locale.tsx';
import { CodeName, codeText } from '../../parts/code-name.tsx';
import { Country } from '../../parts/country.tsx';
import { ExplainedNumber } from '../../parts/explained-number.tsx';
import { FigureContext } from '../../parts/figure-context.ts';
import { NotGiven } from '../../parts/not-given.tsx';
import { onNumberKeys } from '../../parts/number-keys.ts';
import { Rounded } from '../../parts/rounded.tsx';
import { TableFrame } from '../../parts/table-frame.tsx';
import { COUNTRY_ORDER } from './country-order.ts';
import { matrixPairs } from './matrix-pairs.ts';
import type { SegmentNumbers } from './segments.ts';

/** From each country down, to each across. A pair that the table has no row of is a point. */
export function BorderMatrix({
  caption,
  segments,
  country,
  at,
  base,
  isSilent,
}: {
  readonly caption: string;
  /** Those of every country: a point would lie of a pair that was only not chosen. */
  readonly segments: readonly SegmentNumbers[];
  /** Pairs with this country alone; all where none is chosen. */
  readonly country: string | undefined;
  /** Period of the numbers. */
  readonly at: string;
  readonly base: number;
  /** In the period of the numbers. */
  readonly isSilent: (country: string) => boolean;
}) {
  const { t } = useLocale();
  const { froms, tos, isShown } = matrixPairs(segments, country, COUNTRY_ORDER);
  return (
    <TableFrame caption={caption} kind="pivot" onKeyDown={onNumberKeys}>
      <table className="matrix">
        <caption className="spoken">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('border.fromTo')}</th>
            {tos.map((to) => (
              <th key={to} scope="col" className="numeric">
                →{'\u00A0'}
                <Country code={to} />
                {isSilent(to) && <SilentMark />}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {froms.map((from) => (
            <tr key={from}>
              <th scope="row">
                <Country code={from} />
                {isSilent(from) && <SilentMark />}
              </th>
              {tos.map((to) => (
                <td key={to} className="numeric">
                  {isShown(from, to) && (
                    <Pair
                      segments={segments.filter((one) => one.from === from && one.to === to)}
                      at={at}
                      base={base}
                    />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFrame>
  );
}

/** The numbers of a pair: of the whole segment, and of each named stretch of it. They are never added up. */
function Pair({
  segments,
  at,
  base,
}: {
  readonly segments: readonly SegmentNumbers[];
  readonly at: string;
  readonly base: number;
}) {
  const locale = useLocale();
  const { explainNumber } = useContext(FigureContext);
  if (segments.length === 0)
    return (
      <>
        <span aria-hidden="true" className="no-row">
          ·
        </span>
        <span className="spoken">{locale.t('border.noRow')}</span>
      </>
    );
  return segments.map(({ code, isStretch, value }) => {
    const names = [codeText('segment', code, locale)];
    return (
      <div key={code} className={value === undefined || value === 0 ? undefined : 'matrix-given'}>
        {isStretch && (
          <>
            <CodeName dimension="segment" code={code} />{' '}
          </>
        )}
        {value === undefined ? (
          <NotGiven />
        ) : (
          <ExplainedNumber explain={explainNumber && (() => explainNumber({ value, period: at, names }))}>
            <Rounded value={value} form="cell" base={base} />
          </ExplainedNumber>
        )}
      </div>
    );
  });
}
