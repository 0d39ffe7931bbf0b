import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BulletinContent } from '../../data/bulletin-schemas.ts';
import { type PlannedTable, plannedTables } from '../../data/planned-table.ts';
import { releasePlanQuery, releasesQuery, sessionQuery, trendsQuery } from '../../data/questions.ts';
import { useLocale } from '../../language/locale.tsx';
import { codeText, dimensionText } from '../../parts/code-name.tsx';
import { Rounded } from '../../parts/rounded.tsx';
import { State } from '../../parts/state.tsx';
import { useTableNames } from '../../parts/use-table-names.ts';
import { Answered } from '../../parts/view-state.tsx';
import { periodKindOf, tablesOf } from './choices.ts';
import { bindingFor } from './content-edit.ts';
import { Select } from './select.tsx';

type NumberPickerProps = {
  readonly content: BulletinContent;
  readonly insert: (name: string, bindings: BulletinContent['bindings']) => void;
};

/** Chooses one released number of the period, which is put into the text as a placeholder: nobody types it. */
export function NumberPicker(props: NumberPickerProps) {
  const { t } = useLocale();
  const plan = useQuery(releasePlanQuery());
  const releases = useQuery(releasesQuery());
  return (
    <Answered query={plan}>
      {({ plan: { tables } }) => (
        <Answered query={releases}>
          {(all) => {
            const ids = tablesOf(all, props.content);
            const released = plannedTables(tables).filter(({ id }) => ids.includes(id));
            return released.length === 0 ? (
              <State
                kind="empty"
                says={t('bulletin.number.noTable')}
                next={t('bulletin.number.noTable.next')}
              />
            ) : (
              <OfTables tables={released} {...props} />
            );
          }}
        </Answered>
      )}
    </Answered>
  );
}

function OfTables({
  tables,
  content,
  insert,
}: NumberPickerProps & { readonly tables: readonly PlannedTable[] }) {
  const { t } = useLocale();
  const names = useTableNames();
  const [chosen, setChosen] = useState(tables[0]?.id ?? '');
  const table = tables.find(({ id }) => id === chosen) ?? tables[0];
  if (table === undefined) return null;
  return (
    <div className="picker">
      <Select
        label={t('bulletin.number.table')}
        value={table.id}
        options={tables.map(({ id }) => [id, names.table(id)])}
        choose={setChosen}
      />
      <OfTable key={table.id} table={table} content={content} insert={insert} />
    </div>
  );
}

const ALL = '';

function OfTable({ table, content, insert }: NumberPickerProps & { readonly table: PlannedTable }) {
  const locale = useLocale();
  const { t } = locale;
  const { data: session } = useQuery(sessionQuery());
  const [codes, setCodes] = useState<Readonly<Record<string, string>>>({});
  // Of what is told apart alone: a total is a number of its own, of whichever table has it.
  const by = table.dimensions.map(({ name }) => name).filter((name) => (codes[name] ?? ALL) !== ALL);
  const { period } = content;
  const query = useQuery(
    trendsQuery({ layer: 'reports', by, period: periodKindOf(period), from: period, to: period }),
  );
  return (
    <>
      {table.dimensions.map(({ name, codes: all }) => (
        <Select
          key={name}
          label={dimensionText(name, locale)}
          value={codes[name] ?? ALL}
          options={[
            [ALL, t('bulletin.number.all')],
            ...all.map((code): [string, string] => [code, codeText(name, code, locale)]),
          ]}
          choose={(code) => setCodes({ ...codes, [name]: code })}
        />
      ))}
      <Answered query={query}>
        {({ cells, asOf, k }) => {
          const cell = cells.find((one) => by.every((name) => one[name] === codes[name]));
          if (cell === undefined) return <p className="picked">{t('bulletin.number.none')}</p>;
          const coordinates = Object.fromEntries(by.map((name) => [name, codes[name] ?? '']));
          const bound = { table: asOf.split('.')[0] ?? table.id, period, coordinates };
          return (
            <div className="picked">
              {session?.reads === content.audience ? (
                <p>
                  <Rounded value={Number(cell.value)} {...(k === undefined ? {} : { base: k })} form="full" />
                </p>
              ) : (
                <p>{t('bulletin.number.otherCircle')}</p>
              )}
              <button
                type="button"
                onClick={() => {
                  const { binding, isNew } = bindingFor(bound, content.bindings);
                  insert(binding.name, isNew ? [...content.bindings, binding] : content.bindings);
                }}
              >
                {t('bulletin.number.put')}
              </button>
            </div>
          );
        }}
      </Answered>
    </>
  );
}
