import { describeComparison } from '@waylight/presentation';
import { useId } from 'react';
import { Link } from 'wouter';
import { comparisonOf } from '../../api/changes.ts';
import { numberText } from '../../model/cell-text.ts';
import type { NumberCell } from '../../model/grid.ts';
import { changeFormatter } from '../../text/change-texts.ts';
import { useLocale } from '../../text/locale.tsx';
import { NotGiven } from '../../ui/not-given.tsx';
import { SegmentName } from '../../ui/segment-name.tsx';
import styles from './border.module.css';
import type { BorderChanges } from './use-border-numbers.ts';

/** One direction of a border: its number, and the comparisons with the previous period and the year before. */
export function DirectionPanel({
  code,
  cell,
  changes: { previous, yearAgo },
  href,
}: {
  readonly code: string;
  /** Undefined if the period has no number of this direction. */
  readonly cell: NumberCell | undefined;
  readonly changes: BorderChanges;
  /** URL of the page of this direction, if it is another page. */
  readonly href: string | undefined;
}) {
  const locale = useLocale();
  const { t } = locale;
  const id = useId();
  const formatter = changeFormatter(locale);
  const compared = [
    { title: t('border.sinceBefore'), changes: previous },
    { title: t('border.sinceYear'), changes: yearAgo },
  ];
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>
        {href === undefined ? (
          <SegmentName code={code} />
        ) : (
          <Link href={href}>
            <SegmentName code={code} />
          </Link>
        )}
      </h2>
      <p className="figure-number number">
        {cell === undefined ? <NotGiven /> : numberText(cell, locale, 'cell')}
      </p>
      {cell !== undefined && (
        <div className={styles.comparisons}>
          {compared.map(({ title, changes }) => {
            if (changes === undefined) return null;
            const comparison = comparisonOf(changes, 'segment', code);
            if (comparison === undefined) return null;
            const [verdict, ...reasons] = describeComparison(comparison, changes, formatter);
            return (
              <div key={title}>
                <h3>{title}</h3>
                <p className={`headline ${styles.verdict}`}>{verdict}</p>
                <p>{reasons.join(' ')}</p>
              </div>
            );
          })}
        </div>
      )}
    </section>
  );
}
