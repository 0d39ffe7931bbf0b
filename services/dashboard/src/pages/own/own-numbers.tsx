import { isoDay, isUnfinished, localDay } from '@waylight/calendar';
import type { OwnAnswer } from '../../data/ask-node.ts';
import { formatDay, formatInstant } from '../../language/format.ts';
import { useLocale } from '../../language/locale.tsx';
import { Say } from '../../language/say.tsx';
import { CodeName } from '../../parts/code-name.tsx';
import { Country } from '../../parts/country.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { MethodNote } from '../../parts/method-note.tsx';
import { ledgerState } from './ledger-state.ts';
import type { OwnQuestion } from './own-command.ts';
import { ownTable } from './own-table.ts';

/** Exact numbers of one organisation: what they are stands above them, and what is not over says so in its row. */
export function Numbers({
  answer,
  question,
  readAtMs,
}: {
  readonly answer: OwnAnswer;
  readonly question: OwnQuestion;
  readonly readAtMs: number;
}) {
  const { t, number, shortPeriod } = useLocale();
  const { dimension, columns, rows } = ownTable(answer);
  const title = t('own.table', { organisation: question.organisation });
  const today = localDay(readAtMs);
  const periodCell = (id: string) =>
    isUnfinished(id, today) ? (
      <>
        {shortPeriod(id)}{' '}
        <span className="own-unfinished">{t('own.unfinished', { day: formatDay(isoDay(today)) })}</span>
      </>
    ) : (
      shortPeriod(id)
    );
  return (
    <div className="own-numbers">
      {/* Above the numbers, so that a picture of them has it. */}
      <p className="own-exact" role="status">
        <strong>{t('own.exact')}</strong>
      </p>
      {rows.length === 0 ? (
        <p>{t('own.nothing')}</p>
      ) : (
        <DataTable
          caption={title}
          columns={[
            { key: 'period', title: t('figure.period') },
            ...columns.map((code) => ({
              key: code ?? 'value',
              title:
                code === undefined || dimension === undefined ? (
                  t('own.incidents')
                ) : (
                  <CodeName dimension={dimension} code={code} />
                ),
              isNumber: true,
            })),
          ]}
          rows={rows.map(({ period: id, values }) => ({
            key: id,
            cells: [periodCell(id), ...values.map((value) => number(value))],
          }))}
        />
      )}
      <p className="stamp">
        <Say
          id="own.asOf"
          values={{
            state: <State asOf={answer.asOf} />,
            when: formatInstant(readAtMs),
          }}
        />
      </p>
      <p className="caption">{t('own.unit')}</p>
      <details className="behind">
        <summary>{t('figure.method')}</summary>
        <MethodNote explain={answer.explain} />
      </details>
    </div>
  );
}

/** Whose ledger was read, and how far it had come; of a node of another version in its own words. */
function State({ asOf }: { readonly asOf: string }) {
  const { number } = useLocale();
  const state = ledgerState(asOf);
  if (state === undefined) return <span lang="en">{asOf}</span>;
  const { country, change } = state;
  return <Say id="own.ledger" values={{ country: <Country code={country} />, change: number(change) }} />;
}
