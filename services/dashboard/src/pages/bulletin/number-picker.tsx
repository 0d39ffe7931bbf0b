import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulletinContent } from '../../api/bulletin-schemas.ts';
import type { PlannedTable } from '../../api/planned-table.ts';
import { sessionQuery, trendsQuery } from '../../api/questions.ts';
import { codeText } from '../../text/code-name.ts';
import { dimensionText } from '../../text/code-text.ts';
import { useLocale } from '../../text/locale.tsx';
import { Rounded } from '../../ui/rounded.tsx';
import { Choice } from '../../ui/select.tsx';
import { State } from '../../ui/state.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { Answered } from '../../ui/view-state.tsx';
import { answeringTable, type Released } from './answering-table.ts';
import { bulletinPeriodKind } from './choices.ts';
import { bindingFor } from './content-edit.ts';
import styles from './editor.module.css';
import { WhenReleased } from './when-released.tsx';

type NumberPickerProps = {
  readonly content: BulletinContent;
  readonly insert: (name: string, bindings: BulletinContent['bindings']) => void;
};

/** Chooses a released number for the bulletin's audience, and inserts it as a placeholder, so that no number is typed. */
export function NumberPicker(props: NumberPickerProps) {
  const { t } = useLocale();
  const { audience, period } = props.content;
  return (
    <WhenReleased>
      {({ to }) => {
        const released = to(audience);
        const ids = released.readable.flatMap((one) => (one.period === period ? [one.table] : []));
        const offered = released.tables.filter(({ id }) => ids.includes(id));
        return offered.length === 0 ? (
          <State kind="empty" says={t('bulletin.number.noTable')} next={t('bulletin.number.noTable.next')} />
        ) : (
          <OfTables released={released} offered={offered} {...props} />
        );
      }}
    </WhenReleased>
  );
}

type OfReleasedProps = NumberPickerProps & { readonly released: Released };

function OfTables({ offered, ...props }: OfReleasedProps & { readonly offered: readonly PlannedTable[] }) {
  const { t } = useLocale();
  const names = useTableNames();
  const [chosen, setChosen] = useState('');
  const table = offered.find(({ id }) => id === chosen) ?? offered[0];
  if (table === undefined) return null;
  return (
    <div className={styles.picker}>
      <Choice
        label={t('trends.table')}
        value={table.id}
        options={offered.map(({ id }) => ({ value: id, text: names.table(id) }))}
        choose={setChosen}
      />
      <OfTable key={table.id} table={table} {...props} />
    </div>
  );
}

const ALL = '';

function OfTable({
  released: { tables, readable },
  table,
  content,
  insert,
}: OfReleasedProps & { readonly table: PlannedTable }) {
  const locale = useLocale();
  const { t } = locale;
  const { data: session } = useQuery(sessionQuery());
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  // A total is a separate number, from any table that contains it.
  const by = table.dimensions.map(({ name }) => name).filter((name) => (codes[name] ?? ALL) !== ALL);
  const { period } = content;
  // For the audience of the bulletin, another table may contain the number.
  const answering = answeringTable(tables, by, content, readable, codes);
  const query = useQuery(
    trendsQuery({ layer: 'reports', by, period: bulletinPeriodKind(period), from: period, to: period }),
  );
  return (
    <>
      {table.dimensions.map(({ name, codes: all }) => (
        <Choice
          key={name}
          label={dimensionText(name, locale)}
          value={codes[name] ?? ALL}
          options={[
            { value: ALL, text: t('bulletin.number.all') },
            ...all.map((code) => ({ value: code, text: codeText(name, code, locale) })),
          ]}
          choose={(code) => setCodes({ ...codes, [name]: code })}
        />
      ))}
      <Answered query={query}>
        {({ cells, k }) => {
          const cell = cells.find((one) => by.every((name) => one[name] === codes[name]));
          if (cell === undefined || answering === undefined)
            return <p className={styles.picked}>{t('bulletin.number.none')}</p>;
          const coordinates = Object.fromEntries(by.map((name) => [name, codes[name] ?? '']));
          const bound = { table: answering.id, period, coordinates };
          return (
            <div className={styles.picked}>
              {session?.reads === content.audience ? (
                <p>
                  <Rounded value={Number(cell.value)} {...(k === undefined ? {} : { base: k })} form="full" />
                </p>
              ) : (
                <p>{t('bulletin.number.otherAudience')}</p>
              )}
              <button
                type="button"
                onClick={() => {
                  const { binding, isNew } = bindingFor(bound, content.bindings);
                  insert(binding.name, isNew ? [...content.bindings, binding] : content.bindings);
                }}
              >
                {t('bulletin.number.atCursor')}
              </button>
            </div>
          );
        }}
      </Answered>
    </>
  );
}
