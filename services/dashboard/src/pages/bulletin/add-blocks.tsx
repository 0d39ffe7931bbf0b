import { useState } from 'react';
import type { Block, BulletinContent } from '../../api/bulletin-schemas.ts';
import { useLocale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { Select } from '../../ui/select.tsx';
import { withAdded } from './content-edit.ts';
import { type FigureChoice, figureChoices } from './figure-choices.ts';
import { WhenReleased } from './when-released.tsx';
import type { Withheld } from './withheld.ts';
import { BLOCK_WORDS } from './words.ts';

type AddBlocksProps = {
  readonly content: BulletinContent;
  readonly added: (content: BulletinContent) => void;
};

const ONCE = ['completeness', 'method', 'attribution', 'footnotes'] as const;

/** Blocks that can be added: text, figures of released numbers of the period, and required blocks that are missing. */
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

const WHY: Readonly<Record<Withheld, MessageId>> = {
  'not-approved': 'bulletin.figure.notApproved',
  'not-released': 'bulletin.figure.notReleased',
  'not-parts': 'bulletin.figure.notParts',
};
const REASONS = Object.keys(WHY) as readonly Withheld[];

function Figures({
  content,
  add,
}: {
  readonly content: BulletinContent;
  readonly add: (block: Block) => void;
}) {
  const locale = useLocale();
  const { t } = locale;
  const [chosen, setChosen] = useState('');
  return (
    <WhenReleased>
      {({ seen, to }) => {
        const choices = figureChoices(content, to(content.audience), seen, locale);
        const offered = choices.filter(({ withheld }) => withheld === undefined);
        const choice = offered.find(({ id }) => id === chosen) ?? offered[0];
        if (choice === undefined) return null;
        return (
          <>
            <div className="fields">
              <Select label={t('bulletin.figure.choose')} value={choice.id} choose={setChosen}>
                <Options choices={offered} />
                {REASONS.map((why) => {
                  const withheld = choices.filter((one) => one.withheld === why);
                  return (
                    withheld.length > 0 && (
                      <optgroup key={why} label={t(WHY[why])} disabled>
                        <Options choices={withheld} />
                      </optgroup>
                    )
                  );
                })}
              </Select>
              <button type="button" onClick={() => add(choice.block)}>
                {t('bulletin.figure.add')}
              </button>
            </div>
            {offered.length < choices.length && <p className="caption">{t('bulletin.figure.withheld')}</p>}
          </>
        );
      }}
    </WhenReleased>
  );
}

function Options({ choices }: { readonly choices: readonly FigureChoice[] }) {
  return choices.map(({ id, text }) => (
    <option key={id} value={id}>
      {text}
    </option>
  ));
}
