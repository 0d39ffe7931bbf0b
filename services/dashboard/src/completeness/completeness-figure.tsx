import '../styles/completeness.css';
import { useQuery } from '@tanstack/react-query';
import { type CompletenessAnswer, type CompletenessMonth, completenessQuery } from '../data/completeness.ts';
import { useLocale } from '../language/locale.tsx';
import { Figure } from '../parts/figure.tsx';
import { Answered } from '../parts/view-state.tsx';
import { CompletenessMatrix } from './completeness-matrix.tsx';
import { CompletenessTable } from './completeness-table.tsx';

/** Which of the months that there are it shows. */
type Choose = (months: readonly CompletenessMonth[]) => readonly CompletenessMonth[];

/** How completely organisations reported, by country and month. */
export function CompletenessFigure({ choose }: { readonly choose: Choose }) {
  const query = useQuery(completenessQuery());
  return <Answered query={query}>{(answer) => <Of answer={answer} choose={choose} />}</Answered>;
}

function Of({ answer, choose }: { readonly answer: CompletenessAnswer; readonly choose: Choose }) {
  const { t } = useLocale();
  const title = t('completeness.title');
  const months = choose(answer.months);
  const isTold = months.some(({ entries }) => entries.length > 0);
  if (!isTold)
    return (
      <section className="panel" aria-label={title}>
        <h2>{title}</h2>
        <p>{t('completeness.none')}</p>
        <p className="caption">{t('completeness.noneNext')}</p>
      </section>
    );
  return (
    <Figure
      title={title}
      caption={t('completeness.caption')}
      explain={answer.explain}
      table={<CompletenessTable title={t('completeness.table')} months={months} />}
    >
      <CompletenessMatrix title={title} months={months} />
    </Figure>
  );
}
