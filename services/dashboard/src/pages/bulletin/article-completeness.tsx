import { Fragment } from 'react';
import type { ResolvedBlock } from '../../api/bulletin-schemas.ts';
import type { CompletenessMonth, CountryCompleteness } from '../../api/completeness.ts';
import { SIX } from '../../text/countries.ts';
import { useLocale } from '../../text/locale.tsx';
import { Say } from '../../text/say.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Country } from '../../ui/country.tsx';
import { CountryNames } from '../../ui/reported.tsx';
import styles from './editor.module.css';

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

/** Share of a country's organisations with an activity report. `fewExpected`: too few are expected. `notReleased`: no release has the country. */
type ReportedShare = NonNullable<CountryCompleteness['stated']> | 'fewExpected' | 'notReleased';

/** Lowest share first. */
const ORDER = [
  'none',
  'some',
  'most',
  'fewExpected',
  'notReleased',
  'all',
] as const satisfies readonly ReportedShare[];

type CountriesInPeriods = {
  /** One country, or several pooled ones. */
  readonly countries: readonly string[];
  /** Months with this share. */
  readonly periods: readonly string[];
};

/** Groups countries and months by share. Each country of each month is in one group. */
export function reportedByShare(
  months: readonly CompletenessMonth[],
): readonly { readonly share: ReportedShare; readonly groups: readonly CountriesInPeriods[] }[] {
  const found = new Map<ReportedShare, Map<string, { countries: readonly string[]; periods: string[] }>>();
  const add = (share: ReportedShare, countries: readonly string[], period: string) => {
    const ofShare = found.get(share) ?? new Map();
    const one = ofShare.get(countries.join()) ?? { countries, periods: [] };
    one.periods.push(period);
    found.set(share, ofShare.set(countries.join(), one));
  };
  for (const { period, entries } of months) {
    for (const { stated, countries } of entries) add(stated ?? 'fewExpected', countries, period);
    const released = new Set(entries.flatMap(({ countries }) => countries));
    for (const code of SIX) if (!released.has(code)) add('notReleased', [code], period);
  }
  return ORDER.flatMap((share) => {
    const groups = found.get(share);
    return groups === undefined ? [] : [{ share, groups: [...groups.values()] }];
  });
}
