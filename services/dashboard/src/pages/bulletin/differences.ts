import type { BulletinContent } from '../../api/bulletin-schemas.ts';
import { textsOf } from './content-edit.ts';

/** Two different texts at the same place; undefined if a side has none. */
export type TextDifference = {
  readonly path: string;
  readonly mine: string | undefined;
  readonly theirs: string | undefined;
};

/** The differences of two versions: texts by place, and whether anything else differs. */
export function differencesOf(
  mine: BulletinContent,
  theirs: BulletinContent,
): { readonly texts: readonly TextDifference[]; readonly hasOther: boolean } {
  const [ours, other] = [new Map(textsOf(mine)), new Map(textsOf(theirs))];
  const texts = [...new Set([...ours.keys(), ...other.keys()])]
    .map((path) => ({ path, mine: ours.get(path), theirs: other.get(path) }))
    .filter((one) => one.mine !== one.theirs);
  return { texts, hasOther: withoutTexts(mine) !== withoutTexts(theirs) };
}

/** Names of numbers occur in texts too, so the texts show which number is bound. */
const withoutTexts = ({ title: _, bindings: __, blocks, ...frame }: BulletinContent): string =>
  JSON.stringify([
    Object.entries(frame).sort(),
    blocks.map((block) => {
      if (block.kind === 'text') return block.kind;
      if (block.kind !== 'figure') return block;
      const { question, presentation } = block;
      return [presentation, Object.entries(question).sort()];
    }),
  ]);

/** True if nothing differs, including the cells of the numbers. */
export function hasSameContent(one: BulletinContent, other: BulletinContent): boolean {
  const { texts, hasOther } = differencesOf(one, other);
  return texts.length === 0 && !hasOther && cellsOf(one) === cellsOf(other);
}

const cellsOf = ({ bindings }: BulletinContent): string =>
  JSON.stringify(
    bindings
      .map(({ name, table, period, coordinates }) =>
        JSON.stringify([name, table, period, Object.entries(coordinates).sort()]),
      )
      .sort(),
  );
