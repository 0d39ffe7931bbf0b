import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getGazetteer } from './gazetteer.ts';
import { namesInText } from './names-in-text.ts';

const namedIn = (text: string): string[] =>
  namesInText(text).map(({ at, length }) => text.slice(at, at + length));

describe('names of places in a text', () => {
  it('are found in seven languages and two scripts, also in grammatical forms', () => {
    for (const [text, names] of [
      ['More people were pushed back from Hungary to Subotica.', ['Hungary', 'Subotica']],
      ['in Bosnia and Herzegovina, near Velika Kladuša', ['Bosnia and Herzegovina', 'Velika Kladuša']],
      ['Povratak iz Beograda u Suboticu', ['Beograda', 'Suboticu']],
      ['Повратак из Београда', ['Београда']],
      ['Në Tiranë dhe në kufirin me Kosovën', ['Tiranë', 'Kosovën']],
      ['од Гевгелија кон Скопје', ['Гевгелија', 'Скопје']],
      ['crossing the Drina at night', ['Drina']],
      ['at i Kosovo Polje, and in bosnia and Herzegovina', ['Kosovo Polje', 'bosnia', 'Herzegovina']],
      ['Me and others went on to Ub, and At last to UB', ['Ub', 'UB']],
    ] as const)
      expect([text, namedIn(text)]).toEqual([text, names]);
  });

  it('are returned with their country, because a footnote may be required', () => {
    expect(namesInText('Kosovo')[0]?.countries).toEqual(['XK']);
    expect(namesInText('Prishtina')[0]?.countries).toEqual(['XK']);
  });

  it('are not found where a text contains only common words', () => {
    expect(namedIn('most people came by bus and asked for shelter; none of them was a child')).toEqual([]);
    expect(namedIn('')).toEqual([]);
  });

  it('are found anywhere in a text, for every known place', () => {
    const { places } = getGazetteer();
    const words = fc.constantFrom('people', 'were', 'at', ', ', '. ', '— ', 'и', 'dhe');
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.array(words, { maxLength: 4 }),
        fc.array(words, { maxLength: 4 }),
        ({ name }, before, after) => {
          fc.pre(/^\p{Lu}[\p{L} -]+$/u.test(name) && name.split(/[ ]/).length <= 4);
          const text = `${before.join(' ')} ${name} ${after.join(' ')}`;
          const at = before.join(' ').length + 1;
          const covering = namesInText(text).filter(
            (one) => one.at <= at && one.at + one.length >= at + name.length,
          );
          expect([name, covering.length]).toEqual([name, 1]);
        },
      ),
    );
  });
});
