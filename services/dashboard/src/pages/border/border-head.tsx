import type { ReactNode } from 'react';
import { useLocale } from '../../text/locale.tsx';
import { BORDER_PERIODS, type BorderView } from '../../ui/border-view.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Select } from '../../ui/select.tsx';
import { useStamp, useStampText } from '../../ui/use-stamp.ts';
import type { BorderNumbers } from './use-border-numbers.ts';

/** Title of a border page, with the choice of its period. */
export function BorderHead({
  title,
  view,
  change,
  numbers: { query, periods, at, kinds },
  children,
}: {
  readonly title: string;
  readonly view: BorderView;
  readonly change: (changes: Partial<BorderView>) => void;
  readonly numbers: BorderNumbers;
  readonly children?: ReactNode;
}) {
  const { t, period } = useLocale();
  const stampOf = useStampText();
  const asOf = useStamp(query.data, at);
  return (
    <PageHead title={title} asOf={asOf} asOfName={stampOf(asOf)}>
      <div className="fields">
        <Select
          label={t('period.length')}
          value={view.period}
          choose={(value) =>
            change({
              ...view,
              period: BORDER_PERIODS.find((kind) => kind === value) ?? view.period,
              at: undefined,
            })
          }
        >
          {kinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`periodKind.${kind}`)}
            </option>
          ))}
        </Select>
        {at !== undefined && (
          <Select label={t('figure.period')} value={at} choose={(id) => change({ at: id })}>
            {periods.toReversed().map((id) => (
              <option key={id} value={id}>
                {period(id)}
              </option>
            ))}
          </Select>
        )}
        {children}
      </div>
    </PageHead>
  );
}
