import { type ChangeFormatter, describeComparison, describeSubject } from '@waylight/presentation';
import type { Changes, Comparison } from '../../api/changes.ts';
import { sentenceStart } from '../../text/format.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Rounded } from '../../ui/rounded.tsx';
import styles from './overview.module.css';

/** Shown before the rest of a card is opened. Reasons make the items of the last card long. */
const MOST_ITEMS = { more: 3, fewer: 3, unclear: 2 } as const;

const TITLES = {
  more: 'overview.cards.more',
  fewer: 'overview.cards.fewer',
  unclear: 'overview.cards.notComparable',
} as const satisfies Readonly<Record<string, MessageId>>;

const NONE = {
  more: 'overview.cards.none.more',
  fewer: 'overview.cards.none.fewer',
  unclear: 'overview.cards.none.notComparable',
} as const satisfies Readonly<Record<keyof typeof TITLES, MessageId>>;

type CardProps = { readonly changes: Changes; readonly formatter: ChangeFormatter };

/** Four cards by the verdicts of a response: the region, more, fewer, and what cannot be compared. */
export function ChangeCards({ changes, formatter }: CardProps) {
  const { t } = useLocale();
  const cards = sortForCards(changes);
  const { headline } = changes;
  return (
    <div className={styles.cards}>
      <div className={`panel ${styles.card}`} data-card="region">
        <h3>{t('overview.region')}</h3>
        {headline?.number !== undefined && (
          <p className="figure-number">
            <Rounded value={headline.number.value} base={baseOf(headline.number)} form="cell" />
          </p>
        )}
        {headline !== undefined && (
          <p>
            <Earlier comparison={headline} changes={changes} isSentence />{' '}
            {describeComparison(headline, changes, formatter)[1]}
          </p>
        )}
      </div>
      {(['more', 'fewer', 'unclear'] as const).map((card) => (
        <div key={card} className={`panel ${styles.card}`} data-card={card}>
          <h3>{t(TITLES[card])}</h3>
          {cards[card].length === 0 ? (
            <p>{t(NONE[card])}</p>
          ) : (
            <Items of={cards[card].slice(0, MOST_ITEMS[card])} changes={changes} formatter={formatter} />
          )}
          {cards[card].length > MOST_ITEMS[card] && (
            <details className="behind">
              <summary>{t('overview.cards.others', { n: cards[card].length - MOST_ITEMS[card] })}</summary>
              <Items of={cards[card].slice(MOST_ITEMS[card])} changes={changes} formatter={formatter} />
            </details>
          )}
        </div>
      ))}
    </div>
  );
}

function Items({ of, changes, formatter }: CardProps & { readonly of: readonly Comparison[] }) {
  return (
    <ul>
      {of.map((comparison) => (
        <li key={describeSubject(comparison, formatter)}>
          <Item comparison={comparison} changes={changes} formatter={formatter} />
        </li>
      ))}
    </ul>
  );
}

function Item({ comparison, changes, formatter }: CardProps & { readonly comparison: Comparison }) {
  const { language } = useLocale();
  const { number, verdict, comparedNumber } = comparison;
  const subject = <strong>{sentenceStart(describeSubject(comparison, formatter), language)}</strong>;
  const isComparable = verdict === 'more' || verdict === 'fewer';
  if (!isComparable || number === undefined || comparedNumber === undefined)
    return (
      <>
        {subject} {describeComparison(comparison, changes, formatter)[1]}
      </>
    );
  return (
    <>
      {subject} <Rounded value={number.value} base={baseOf(number)} form="cell" />
      {'; '}
      <Earlier comparison={comparison} changes={changes} />
    </>
  );
}

/** The number of the earlier period, after its name. */
function Earlier({
  comparison,
  changes,
  isSentence = false,
}: {
  readonly comparison: Comparison;
  readonly changes: Changes;
  /** True if it is a sentence of its own. */
  readonly isSentence?: boolean;
}) {
  const { period, language } = useLocale();
  const { comparedNumber } = comparison;
  if (comparedNumber === undefined || changes.comparedPeriod === undefined) return null;
  const name = period(changes.comparedPeriod);
  return (
    <>
      {isSentence ? sentenceStart(name, language) : name}:{' '}
      <Rounded value={comparedNumber.value} base={baseOf(comparedNumber)} form="cell" />
      {isSentence && '.'}
    </>
  );
}

const baseOf = ({ value, max }: { readonly value: number; readonly max: number }): number => max - value + 1;

/** Comparisons by the card that lists them. */
type SortedComparisons = Readonly<Record<'more' | 'fewer' | 'unclear', readonly Comparison[]>>;

/** Sorts the comparisons of a response by their verdicts. Silent countries are first among those that cannot be compared. */
export function sortForCards({
  silent = [],
  findings = [],
  others,
}: Pick<Changes, 'silent' | 'findings' | 'others'>): SortedComparisons {
  const all = [...findings, ...others];
  const isSilent = ({ subject: [only, ...rest] }: Comparison) =>
    rest.length === 0 && only?.dimension === 'country' && silent.includes(only.code);
  const unclear = all.filter(
    ({ verdict }) => verdict === 'not-comparable' || verdict === 'reporting-changed',
  );
  return {
    more: all.filter(({ verdict }) => verdict === 'more'),
    fewer: all.filter(({ verdict }) => verdict === 'fewer'),
    unclear: [...unclear.filter(isSilent), ...unclear.filter((one) => !isSilent(one))],
  };
}
