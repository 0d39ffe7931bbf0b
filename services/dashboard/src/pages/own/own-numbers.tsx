import { isoDay, isUnfinished, localDay } from '@waylight/calendar';
import { EXPLANATION_PARTS } from '@waylight/presentation';
import type { OwnAnswer } from '../../api/ask-node.ts';
import { crosstab, PERIOD, valuesByRow } from '../../model/grid.ts';
import { nameHeads } from '../../model/rearrange.ts';
import { formatDay, formatInstant } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import { Country } from '../../ui/country.tsx';
import { GridTable } from '../../ui/grid-table.tsx';
import { MethodFacts } from '../../ui/method-facts.tsx';
import styles from './own.module.css';
import type { OwnQuestion } from './own-command.ts';
import { ledgerState } from './own-stage.ts';

/** Exact numbers of one organisation, with their unit above them and a mark at unfinished periods. */
export function OwnNumbers({
  answer,
  question,
  readAtMs,
}: {
  readonly answer: OwnAnswer;
  readonly question: OwnQuestion;
  readonly readAtMs: number;
}) {
  const { t, shortPeriod } = useLocale();
  const title = t('own.table', { organisation: question.organisation });
  const today = localDay(readAtMs);
  const grid = nameHeads(ownGrid(answer, { title, measure: t('own.incidents') }), PERIOD, (id) =>
    isUnfinished(id, today)
      ? `${shortPeriod(id)} ${t('own.unfinished', { day: formatDay(isoDay(today)) })}`
      : shortPeriod(id),
  );
  return (
    <div className={styles.numbers} data-part="own-numbers">
      {/* Above the numbers, so that a screenshot contains it. */}
      <p className={styles.exact} role="status">
        <strong>{t('own.exact')}</strong>
      </p>
      {grid.rows.length === 0 ? <p>{t('own.nothing')}</p> : <GridTable grid={grid} />}
      <p className="stamp">
        <Say
          id="own.asOf"
          values={{
            state: <LedgerState asOf={answer.asOf} />,
            when: formatInstant(readAtMs),
          }}
        />
      </p>
      <p className="caption">{t('own.unit')}</p>
      <details className="behind">
        <summary>{t('figure.method')}</summary>
        <MethodFacts explain={answer.explain} parts={EXPLANATION_PARTS} />
      </details>
    </div>
  );
}

/** Newest period first, and the most frequent code of the dimension, if there is one. */
function ownGrid(
  answer: OwnAnswer,
  { title, measure }: { readonly title: string; readonly measure: string },
) {
  const dimension = answer.by.find((name) => name !== PERIOD);
  const totals = dimension === undefined ? [] : valuesByRow(crosstab(answer, { title, rows: [dimension] }));
  const order = [...totals]
    .sort(([a, one], [b, other]) => other - one || a.localeCompare(b, 'en'))
    .map(([code]) => code);
  return crosstab(answer, {
    title,
    rows: [PERIOD],
    columns: dimension,
    measure: { id: 'value', text: measure },
    order: () => order,
  });
}

/** State of the ledger at the time of the answer. The text of a node of another version is shown unchanged. */
function LedgerState({ asOf }: { readonly asOf: string }) {
  const { number } = useLocale();
  const state = ledgerState(asOf);
  if (state === undefined) return <span lang="en">{asOf}</span>;
  const { country, change } = state;
  return <Say id="own.ledger" values={{ country: <Country code={country} />, change: number(change) }} />;
}
