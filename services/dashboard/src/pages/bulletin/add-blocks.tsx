import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Block, BulletinContent } from '../../data/bulletin-schemas.ts';
import { plannedTables } from '../../data/planned-table.ts';
import { releasePlanQuery, releasesQuery } from '../../data/questions.ts';
import { type Locale, useLocale } from '../../language/locale.tsx';
import { namesIn } from '../../parts/table-name.ts';
import { Answered } from '../../parts/view-state.tsx';
import { periodKindOf, publicRecordOf, questionOf, tablesOf, yearUpTo } from './choices.ts';
import { withAdded } from './content-edit.ts';
import { presentationsOf } from './lay-out.ts';
import { Select } from './select.tsx';
import { BLOCK_WORDS } from './words.ts';

type AddBlocksProps = {
  readonly content: BulletinContent;
  readonly added: (content: BulletinContent) => void;
};

const ONCE = ['completeness', 'method', 'attribution', 'footnotes'] as const;

/** What can be added: text, figures of what is released of the period, and what is not there yet. */
export function AddBlocks({ content, added }: AddBlocksProps) {
  const { t } = useLocale();
  const has = (kind: Block['kind']) => content.blocks.some((block) => block.kind === kind);
  const add = (block: Block) => added(withAdded(content, block));
  return (
    <section className="panel" aria-labelledby="add">
      <h2 id="add">{t('bulletin.add')}</h2>
      <Figures content={content} add={add} />
      <div className="actions">
        <button type="button" onClick={() => add({ kind: 'text', text: '' })}>
          {t('bulletin.block.text')}
        </button>
        {ONCE.filter((kind) => !has(kind)).map((kind) => (
          <button key={kind} type="button" onClick={() => add({ kind })}>
            {t(BLOCK_WORDS[kind])}
          </button>
        ))}
      </div>
    </section>
  );
}

type Choice = { readonly id: string; readonly text: string; readonly block: Block };

function Figures({
  content,
  add,
}: {
  readonly content: BulletinContent;
  readonly add: (block: Block) => void;
}) {
  const locale = useLocale();
  const { t } = locale;
  const plan = useQuery(releasePlanQuery());
  const releases = useQuery(releasesQuery());
  const [chosen, setChosen] = useState('');
  return (
    <Answered query={plan}>
      {({ plan: { tables } }) => (
        <Answered query={releases}>
          {(all) => {
            const ids = tablesOf(all, content);
            const choices = choicesOf(
              plannedTables(tables).filter(({ id }) => ids.includes(id)),
              content,
              locale,
            );
            const choice = choices.find(({ id }) => id === chosen) ?? choices[0];
            if (choice === undefined) return null;
            return (
              <div className="fields">
                <Select
                  label={t('bulletin.figure.choose')}
                  value={choice.id}
                  options={choices.map(({ id, text }) => [id, text])}
                  choose={setChosen}
                />
                <button type="button" onClick={() => add(choice.block)}>
                  {t('bulletin.figure.add')}
                </button>
              </div>
            );
          }}
        </Answered>
      )}
    </Answered>
  );
}

/** A figure of each released table, of the year up to a month, of the public record; and the line of what came late. */
function choicesOf(
  tables: ReturnType<typeof plannedTables>,
  { period: of }: BulletinContent,
  locale: Locale,
): readonly Choice[] {
  const { t, period } = locale;
  const names = namesIn(tables, locale);
  const figure = (id: string, text: string, question: Record<string, string>): Choice => {
    const by = (question.by ?? '').split(',').filter((name) => name !== '');
    const presentation = presentationsOf(by)[0] ?? 'table';
    return { id, text, block: { kind: 'figure', question, presentation, caption: '' } };
  };
  const record = publicRecordOf(of);
  const kind = periodKindOf(of);
  return [
    ...tables.map(({ id, dimensions }) => {
      const by = dimensions.map(({ name }) => name);
      return figure(id, names.table(id), questionOf(by, of));
    }),
    ...(kind === 'month' ? [figure('year', t('bulletin.figure.year'), yearUpTo(of))] : []),
    figure('record', `${t('overview.record')}, ${period(record.from ?? '')}`, record),
    ...(kind === 'quarter' || kind === 'year'
      ? tables.map(
          ({ id }): Choice => ({
            id: `late:${id}`,
            text: `${t('bulletin.block.late')}: ${names.table(id)}`,
            block: { kind: 'late-and-corrections', table: id, period: of },
          }),
        )
      : []),
  ];
}
