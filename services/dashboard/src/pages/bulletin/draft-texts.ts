import { formatRounded } from '@waylight/presentation';
import type { Binding, Bulletin, BulletinDocument, Part } from '../../api/bulletin-schemas.ts';
import { formatNumber } from '../../text/format.ts';
import { textsOf } from './content-edit.ts';
import { type TextAsRead, textAsRead } from './text-as-read.ts';

type ReleasedNumber = Extract<Part, { readonly binding: string }>;

/** Every text of a draft by its path, as readers see it. */
export function draftTexts({
  content,
  document,
}: Pick<Bulletin, 'content' | 'document'>): ReadonlyMap<string, TextAsRead> {
  const numbers = numbersByName(document);
  const { language } = document;
  const numberText = (name: string): string | undefined => {
    const number = numbers.get(name);
    if (number === undefined) return undefined;
    const { value, base } = number;
    return formatRounded(value, { language, base, format: (one) => formatNumber(one, language) });
  };
  const texts = content === undefined ? [] : textsOf(content);
  return new Map(texts.map(([path, text]) => [path, textAsRead(text, numberText)]));
}

/** The released numbers in the texts of a bulletin, by the names of their bindings. */
function numbersByName({ title, blocks }: BulletinDocument): ReadonlyMap<string, ReleasedNumber> {
  const parts = [
    ...title,
    ...blocks.flatMap((block) => {
      if (block.kind === 'text') return block.parts;
      return block.kind === 'figure' ? block.caption : [];
    }),
  ];
  return new Map(parts.flatMap((part) => ('text' in part ? [] : [[part.binding, part] as const])));
}

/** A released number at its place in a text of a draft, with its cell. */
export type NumberInText = {
  readonly path: string;
  readonly read: TextAsRead;
  readonly at: number;
  readonly length: number;
  readonly binding: Binding;
  readonly release: string;
};

/** All released numbers in the texts of a draft, in the order of the text. */
export function numbersInTexts({
  content,
  document,
}: Pick<Bulletin, 'content' | 'document'>): readonly NumberInText[] {
  const bindings = new Map((content?.bindings ?? []).map((binding) => [binding.name, binding]));
  const numbers = numbersByName(document);
  return [...draftTexts({ content, document })].flatMap(([path, read]) =>
    read.numbers.flatMap(({ name, at, length }) => {
      const [binding, number] = [bindings.get(name), numbers.get(name)];
      if (binding === undefined || number === undefined) return [];
      return [{ path, read, at, length, binding, release: number.release }];
    }),
  );
}
