import { CountryNames } from '../../completeness/reported.tsx';
import { shareText } from '../../completeness/words.ts';
import type { ResolvedBlock } from '../../data/bulletin-schemas.ts';
import type { CompletenessMonth } from '../../data/completeness.ts';
import { useLocale } from '../../language/locale.tsx';
import type { MessageId } from '../../messages/catalogs.ts';
import { Country } from '../../parts/country.tsx';

type Block = Extract<ResolvedBlock, { kind: 'completeness' }>;
type Node = Block['nodes'][number];

const SILENT: Readonly<Record<Node['freshness'], MessageId | undefined>> = {
  'under a day': undefined,
  'under a week': 'overview.nodes.week',
  older: 'overview.nodes.older',
};

/** Whose reports may be missing: of which countries not all organisations said what they did, and which nodes had been silent. */
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
      <p className="caption">{t('bulletin.completeness.note')}</p>
    </section>
  );
}

function Reporting({ months }: { readonly months: readonly CompletenessMonth[] }) {
  const locale = useLocale();
  const { t, period: periodText } = locale;
  const all = months.flatMap(({ period, entries }) =>
    entries.map((told) => ({ key: `${period} ${told.countries.join()}`, period, ...told })),
  );
  const incomplete = all.filter(({ stated }) => stated !== undefined && stated !== 'all');
  const untold = all.filter(({ stated }) => stated === undefined);
  return (
    <>
      <p>{t(incomplete.length === 0 ? 'bulletin.completeness.whole' : 'bulletin.completeness.incomplete')}</p>
      {incomplete.length > 0 && (
        <ul className="plain">
          {incomplete.map(({ key, countries, period, stated }) => (
            <li key={key}>
              <CountryNames countries={countries} /> ({periodText(period)}): {shareText(stated, locale)}
            </li>
          ))}
        </ul>
      )}
      {untold.length > 0 && (
        <>
          <p>{t('bulletin.completeness.untold')}</p>
          <ul className="plain">
            {untold.map(({ key, countries, period }) => (
              <li key={key}>
                <CountryNames countries={countries} /> ({periodText(period)})
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Nodes({ nodes }: { readonly nodes: readonly Node[] }) {
  const { t } = useLocale();
  const silent = nodes.flatMap(({ country, freshness }) => {
    const words = SILENT[freshness];
    return words === undefined ? [] : [{ country, words }];
  });
  if (silent.length === 0) return <p>{t('bulletin.completeness.all')}</p>;
  return (
    <>
      <p>{t('bulletin.completeness.silent')}</p>
      <ul className="plain">
        {silent.map(({ country, words }) => (
          <li key={country}>
            <Country code={country} />: {t(words)}
          </li>
        ))}
      </ul>
    </>
  );
}
