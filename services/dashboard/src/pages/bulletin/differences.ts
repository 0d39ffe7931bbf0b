import type { BulletinContent } from '../../api/bulletin-schemas.ts';
import { textsOf } from './content-edit.ts';

/** Where two texts differ; undefined on the side where there is none at that place. */
export type TextDifference = {
  readonly path: string;
  readonly mine: string | undefined;
  readonly theirs: string | undefined;
};

/** What two versions differ in: each text by its place, and whether anything else is not the same. */
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

/** Names of numbers stand in texts, too: who bound what is seen there. */
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
