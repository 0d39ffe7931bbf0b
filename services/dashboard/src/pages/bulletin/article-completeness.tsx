import { Fragment } from 'react';
import type { ResolvedBlock } from '../../api/bulletin-schemas.ts';
import type { CompletenessMonth } from '../../api/completeness.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Country } from '../../ui/country.tsx';
import { CountryNames } from '../../ui/reported.tsx';
import styles from './editor.module.css';
import { type CountriesInPeriods, type ReportedShare, reportedByShare } from './reported-by-share.ts';

type Block = Extract<ResolvedBlock, { kind: 'completeness' }>;
type Node = Block['nodes'][number];

const SILENT: Readonly<Record<Node['freshness'], MessageId | undefined>> = {
  'under a day': undefined,
  'under a week': 'nodes.week',
  older: 'nodes.older',
};

const SENTENCES: Readonly<Record<ReportedShare, MessageId>> = {
  none: 'bulletin.completeness.none',
  some: 'bulletin.completeness.some',
  most: 'bulletin.completeness.most',
  fewExpected: 'bulletin.completeness.fewExpected',
  notReleased: 'bulletin.completeness.notPublished',
  all: 'bulletin.completeness.whole',
};

/** Countries whose reports may be missing, by completeness of reporting and by the state of their nodes. */
export function Completeness({ nodes, reporting }: Omit<Block, 'kind'>) {
  const { t } = useLocale();
  return (
    <section>
      <h2>{t('bulletin.block.completeness')}</h2>
      {reporting === undefined ? (
        <p>{t('bulletin.completeness.notReleased')}</p>
      ) : (
        <Reporting months={reporting} />
      )}
      <Nodes nodes={nodes} />
    </section>
  );
}

function Reporting({ months }: { readonly months: readonly CompletenessMonth[] }) {
  const { t, period } = useLocale();
  const periods = months.map((month) => period(month.period)).join(', ');
  return (
    <>
      <p>{t('bulletin.completeness.expected', { periods })}</p>
      <ul className={styles.plain}>
        {reportedByShare(months).map(({ share, groups }) => (
          <li key={share}>
            <Say
              id={SENTENCES[share]}
              values={{ countries: <CountriesOf groups={groups} months={months.length} /> }}
            />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Names countries, with their months unless all months are meant. */
function CountriesOf({
  groups,
  months,
}: {
  readonly groups: readonly CountriesInPeriods[];
  readonly months: number;
}) {
  const { t, period } = useLocale();
  return groups.map(({ countries, periods }, n) => (
    <Fragment key={countries.join()}>
      {n > 0 && '; '}
      <strong>
        <CountryNames countries={countries} />
      </strong>
      {countries.length > 1 && ` (${t('bulletin.completeness.pooled')})`}
      {periods.length < months && ` (${periods.map((id) => period(id)).join(', ')})`}
    </Fragment>
  ));
}

/** States of nodes. An online node does not mean that organisations have reported. */
function Nodes({ nodes }: { readonly nodes: readonly Node[] }) {
  const { t } = useLocale();
  const silent = nodes.flatMap(({ country, freshness }) => {
    const words = SILENT[freshness];
    return words === undefined ? [] : [{ country, words }];
  });
  return (
    <>
      <p className={silent.length === 0 ? 'caption' : undefined}>
        {t(silent.length === 0 ? 'bulletin.completeness.all' : 'bulletin.completeness.silent')}
      </p>
      {silent.length > 0 && (
        <ul className={styles.plain}>
          {silent.map(({ country, words }) => (
            <li key={country}>
              <Country code={country} />: {t(words)}
            </li>
          ))}
        </ul>
      )}
      <p className="caption">{t('bulletin.completeness.note')}</p>
    </>
  );
}
