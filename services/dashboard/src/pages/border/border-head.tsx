import type { ReactNode } from 'react';
import { useLocale } from '../../text/locale.tsx';
import type { BorderView } from '../../ui/border-view.ts';
import { PageHead } from '../../ui/page-head.tsx';
import { Choice } from '../../ui/select.tsx';
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
        <Choice
          label={t('period.length')}
          value={view.period}
          options={kinds.map((value) => ({ value, text: t(`periodKind.${value}`) }))}
          choose={(kind) => change({ period: kind, at: undefined })}
        />
        {at !== undefined && (
          <Choice
            label={t('figure.period')}
            value={at}
            options={periods.toReversed().map((id) => ({ value: id, text: period(id) }))}
            choose={(id) => change({ at: id })}
          />
        )}
        {children}
      </div>
    </PageHead>
  );
}
