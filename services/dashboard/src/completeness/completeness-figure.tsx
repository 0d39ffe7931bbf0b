import '../styles/completeness.css';
import { useQuery } from '@tanstack/react-query';
import { type CompletenessAnswer, type CompletenessBounds, completenessQuery } from '../data/completeness.ts';
import { useLocale } from '../language/locale.tsx';
import { Figure } from '../parts/figure.tsx';
import { Answered } from '../parts/view-state.tsx';
import { CompletenessMatrix } from './completeness-matrix.tsx';
import { CompletenessTable } from './completeness-table.tsx';

/** How completely organisations reported, by country and month: of these months, or of all. */
export function CompletenessFigure({ bounds }: { readonly bounds?: CompletenessBounds }) {
  const query = useQuery(completenessQuery(bounds));
  return <Answered query={query}>{(answer) => <Of {...answer} />}</Answered>;
}

function Of({ months, explain }: CompletenessAnswer) {
  const { t } = useLocale();
  const title = t('completeness.title');
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
      explain={explain}
      table={<CompletenessTable title={t('completeness.table')} months={months} />}
    >
      <CompletenessMatrix title={title} months={months} />
    </Figure>
  );
}
