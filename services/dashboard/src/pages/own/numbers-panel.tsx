import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { NodeProblem, type OwnAnswer, ownNumbersQuery } from '../../data/ask-node.ts';
import { formatInstant } from '../../language/format.ts';
import { useLocale } from '../../language/locale.tsx';
import { Say } from '../../language/say.tsx';
import { CodeName } from '../../parts/code-name.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { MethodNote } from '../../parts/figure.tsx';
import { dimensionsOf, type OwnQuestion } from './own-command.ts';
import { ownTable } from './own-table.ts';
import { PROBLEM_WORDS } from './own-words.ts';

/**
 * Exact numbers, once the reader wants them on the screen: an address that is opened, or a window that is brought back, shows
 * none and asks no node.
 */
export function NumbersPanel({
  question,
  origin,
}: {
  readonly question: OwnQuestion;
  /** Of the node's door; undefined where browsers reach none. */
  readonly origin: string | undefined;
}) {
  const { t } = useLocale();
  const [isShown, setShown] = useState(false);
  useEffect(() => {
    // Browsers hold a page that was left as it was, to bring it back by a key.
    const hide = () => flushSync(() => setShown(false));
    addEventListener('pagehide', hide);
    return () => removeEventListener('pagehide', hide);
  }, []);
  return (
    <section className="panel prose" aria-labelledby="numbers">
      <h2 id="numbers">{t('own.numbers')}</h2>
      <p className="caption">{t('own.numbers.caption', { organisation: question.organisation })}</p>
      {origin === undefined ? (
        <div className="state" role="note">
          <p className="state-says">{t('own.noDoor')}</p>
          <p>{t('own.noDoor.next')}</p>
        </div>
      ) : (
        <>
          <div className="buttons">
            <button
              type="button"
              className={isShown ? undefined : 'button'}
              aria-expanded={isShown}
              onClick={() => setShown(!isShown)}
            >
              {t(isShown ? 'own.hide' : 'own.show')}
            </button>
          </div>
          {isShown && (
            <div className="own-answer">
              <Asked question={question} origin={origin} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function Asked({ question, origin }: { readonly question: OwnQuestion; readonly origin: string }) {
  const { t } = useLocale();
  const { organisation, by, length: period, from, to } = question;
  const query = useQuery(ownNumbersQuery({ origin, organisation, by: dimensionsOf(by), period, from, to }));
  if (query.isFetching)
    return (
      <div className="state state-loading" role="status">
        <p className="state-says">{t('own.asking')}</p>
        <p>{t('own.asking.next')}</p>
      </div>
    );
  if (query.data !== undefined)
    return <Numbers answer={query.data} question={question} readAtMs={query.dataUpdatedAt} />;
  const problem = query.error instanceof NodeProblem ? query.error : new NodeProblem('unreadable');
  const { says, next } = PROBLEM_WORDS[problem.code];
  return (
    <div className="state state-error" role="alert">
      <p className="state-says">{t(says, { other: problem.organisation ?? '' })}</p>
      <p>{t(next, { organisation })}</p>
      {problem.code === 'unreachable' && (
        // Who opens it is asked for the certificate; the node is told of no page that it came from.
        <a className="button" href={origin} target="_blank" rel="noopener noreferrer">
          {t('own.openNode')}
        </a>
      )}
      <button type="button" onClick={() => void query.refetch()}>
        {t('state.again')}
      </button>
    </div>
  );
}

function Numbers({
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
            cells: [shortPeriod(id), ...values.map((value) => number(value))],
          }))}
        />
      )}
      <p className="stamp">
        <Say
          id="own.asOf"
          values={{
            state: <span lang="en">{answer.asOf}</span>,
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
