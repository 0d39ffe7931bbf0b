import { useRef, useState } from 'react';
import type { Block, BulletinContent } from '../../api/bulletin-schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import { Choice } from '../../ui/select.tsx';
import { useTableNames } from '../../ui/use-table-names.ts';
import { withBlock, withPlaceholder } from './content-edit.ts';
import styles from './editor.module.css';
import { presentationsOf } from './figure-grid.ts';
import { NumberPicker } from './number-picker.tsx';
import type { TextAsRead } from './text-as-read.ts';
import { BLOCK_WORDS, figureText, PRESENTATION_WORDS } from './words.ts';

type BlockEditorProps = {
  readonly content: BulletinContent;
  readonly at: number;
  readonly block: Block;
  /** The last saved texts as readers see them, by path. */
  readonly asRead: ReadonlyMap<string, TextAsRead> | undefined;
  readonly change: (content: BulletinContent) => void;
  readonly move: (by: -1 | 1) => void;
  readonly remove: () => void;
};

/** One block with its fields and choices, and buttons to move and remove it. */
export function BlockEditor({ content, at, block, asRead, change, move, remove }: BlockEditorProps) {
  const { t, number } = useLocale();
  const name = `${number(at + 1)}. ${t(BLOCK_WORDS[block.kind])}`;
  const id = `block-${at}`;
  return (
    <section className={`panel ${styles.block}`} aria-labelledby={id}>
      <div className={styles.blockHead}>
        <h2 id={id}>{name}</h2>
        <div className="actions">
          <button type="button" disabled={at === 0} onClick={() => move(-1)}>
            {t('bulletin.up')}
            <span className="sr-only">: {name}</span>
          </button>
          <button type="button" disabled={at === content.blocks.length - 1} onClick={() => move(1)}>
            {t('bulletin.down')}
            <span className="sr-only">: {name}</span>
          </button>
          <button type="button" onClick={remove}>
            {t('bulletin.block.remove')}
            <span className="sr-only">: {name}</span>
          </button>
        </div>
      </div>
      <Inside content={content} at={at} block={block} asRead={asRead} change={change} />
    </section>
  );
}

type InsideProps = Pick<BlockEditorProps, 'content' | 'at' | 'block' | 'asRead' | 'change'>;

function Inside({ content, at, block, asRead, change }: InsideProps) {
  const { t, period } = useLocale();
  const names = useTableNames();
  switch (block.kind) {
    case 'text':
      return (
        <Writing
          label={t('bulletin.block.text')}
          rows={8}
          text={block.text}
          asRead={asRead?.get(`blocks[${at}].text`)}
          content={content}
          write={(text, bindings) => change(withBlock({ ...content, bindings }, at, { ...block, text }))}
        />
      );
    case 'figure':
      return <FigureEditor content={content} at={at} block={block} asRead={asRead} change={change} />;
    case 'late-and-corrections':
      return (
        <p className="caption">
          {t('bulletin.late.of', { table: names.table(block.table), period: period(block.period) })}
        </p>
      );
    case 'completeness':
      return <p className="caption">{t('bulletin.completeness.note')}</p>;
    case 'method':
    case 'attribution':
    case 'footnotes':
      return <p className="caption">{t('bulletin.byItself')}</p>;
    default:
      return block satisfies never;
  }
}

function FigureEditor({
  content,
  at,
  block,
  asRead,
  change,
}: InsideProps & { readonly block: Extract<Block, { kind: 'figure' }> }) {
  const locale = useLocale();
  const { t, period } = locale;
  const by = (block.question.by ?? '').split(',').filter((name) => name !== '');
  const isRecord = block.question.layer === 'public-record';
  const when = [...new Set([block.question.from, block.question.to])].flatMap((id) =>
    id === undefined ? [] : period(id),
  );
  return (
    <>
      <p>{`${figureText(block.question.layer, by, locale)}, ${when.join(' – ')}`}</p>
      {!isRecord && (
        <Choice
          label={t('bulletin.presentation')}
          value={block.presentation}
          options={presentationsOf(by).map((value) => ({ value, text: t(PRESENTATION_WORDS[value]) }))}
          choose={(presentation) => change(withBlock(content, at, { ...block, presentation }))}
        />
      )}
      <Writing
        label={t('bulletin.caption')}
        rows={2}
        text={block.caption}
        asRead={asRead?.get(`blocks[${at}].caption`)}
        content={content}
        write={(caption, bindings) => change(withBlock({ ...content, bindings }, at, { ...block, caption }))}
      />
    </>
  );
}

/** A text field, with a control that inserts released numbers at the cursor. */
function Writing({
  label,
  rows,
  text,
  asRead,
  content,
  write,
}: {
  readonly label: string;
  readonly rows: number;
  readonly text: string;
  readonly asRead: TextAsRead | undefined;
  readonly content: BulletinContent;
  readonly write: (text: string, bindings: BulletinContent['bindings']) => void;
}) {
  const { t } = useLocale();
  const area = useRef<HTMLTextAreaElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <label className={`field ${styles.writing}`}>
        <span>{label}</span>
        <textarea
          ref={area}
          rows={rows}
          lang={content.language}
          maxLength={10_000}
          value={text}
          onChange={({ target }) => write(target.value, content.bindings)}
        />
      </label>
      {asRead !== undefined && asRead.numbers.length > 0 && (
        <p className="caption">
          {t('preview.title')}: <q lang={content.language}>{asRead.text}</q>
        </p>
      )}
      <details className="behind" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t('bulletin.number.insert')}</summary>
        {isOpen && (
          <NumberPicker
            content={content}
            insert={(name, bindings) => {
              const placed = withPlaceholder(text, area.current?.selectionStart ?? text.length, name);
              write(placed.text, bindings);
              // After the text has been inserted, so that the author can continue behind it.
              requestAnimationFrame(() => {
                area.current?.focus();
                area.current?.setSelectionRange(placed.at, placed.at);
              });
            }}
          />
        )}
      </details>
    </>
  );
}
