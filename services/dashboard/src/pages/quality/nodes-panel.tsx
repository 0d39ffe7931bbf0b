import { useQuery } from '@tanstack/react-query';
import { statusQuery } from '../../api/questions.ts';
import type { Status } from '../../api/schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Country } from '../../ui/country.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { Answered } from '../../ui/view-state.tsx';
import styles from './nodes-panel.module.css';

const FRESHNESS: Readonly<Record<Status['nodes'][number]['freshness'], MessageId>> = {
  'under a day': 'nodes.day',
  'under a week': 'nodes.week',
  older: 'nodes.older',
};

/** Time of the last heartbeat of each country's node, with a note that it does not show whether organisations have reported. */
export function NodesPanel() {
  const { t } = useLocale();
  const query = useQuery(statusQuery());
  return (
    <section className={`panel ${styles.nodes}`} aria-labelledby="nodes">
      <h2 id="nodes">{t('nodes')}</h2>
      <p className="caption">{t('nodes.caption')}</p>
      <Answered query={query}>
        {({ nodes }) => (
          <DataTable
            caption={t('nodes')}
            columns={[
              { key: 'country', title: t('figure.country') },
              { key: 'freshness', title: t('nodes.freshness') },
            ]}
            rows={nodes.map(({ country, freshness }) => ({
              key: country,
              cells: [<Country key={country} code={country} />, t(FRESHNESS[freshness])],
            }))}
          />
        )}
      </Answered>
    </section>
  );
}
