import { consonantsOf, type LetterReading, toPlainLetters } from './consonants.ts';

/**
 * Readings of ambiguous spellings: j as in Jamal or Jusuf, c as in Yacoub or Yacine, and ال at the start of a word as the
 * article (الحسن) or as letters of the name (الهام).
 */
export type NameReading = LetterReading & { readonly article: 'dropped' | 'kept' };

export const NAME_READINGS: readonly NameReading[] = (['J', ''] as const).flatMap((j) =>
  (['S', 'K'] as const).flatMap((c) => (['dropped', 'kept'] as const).map((article) => ({ j, c, article }))),
);

/** The article as a separate word, as in Latin and Cyrillic spellings: Al-Hasan, Abd el Rahman, Нур ад-Дин. */
const ARTICLES: ReadonlySet<string> = new Set(
  'al el ul ad ed ud ar er ur as es us ash esh ush an en un at et ut az ez uz аль эль ал ел ул ад эд уд ар ас аш ан ат аз'.split(
    ' ',
  ),
);

/** Abd and an article separated from the next word, to be joined with it: Abdul Rahman, Abd al-Rahman, عبد الرحمن. */
const ABD_APART = /(?<!\p{L})(?:(abd|абд)[^\p{L}]*([ueao]{1,2}l|[уеэао]ль?)[^\p{L}]+|(عبد)[^\p{L}]+(?=ال))/gu;

/**
 * Abd with a joined article. Its l is pronounced before a vowel, including alef and ain (Abdulaziz, عبدالعزیز). Before a
 * consonant some spellings omit it: Abdulrahman is Abdurrahman is عبدالرحمن.
 */
const ABD_WITH_ARTICLE =
  /^(abd|абд|عبد)(?:[ueao]{1,2}l(?=[^aeiou])|[уеэао]ль?(?=[^аеёиоуэюя])|ال(?=[^اعأإآ].))/;

/** -uddin whose article is written unassimilated: Nureldin is Nuruddin is نورالدین. */
const DIN_WITH_ARTICLE = /(?<=..)(?:[uea]l|[уеэа]ль?|ال)(d(?:i|ee)ne?|дин|دين|دین)$/;

/**
 * Returns the consonant skeleton of a name, which is the same in every script and spelling:
 * - Vowels and weak consonants are removed.
 * - Doubled consonants become one, also across the border of two words.
 * - An h at the end of a word is silent.
 *
 * Muhammad, Mohamed, محمد and Мухаммад are all MHMD. Empty if no letter is left, or if a letter belongs to an unsupported
 * script: the skeleton would match too many names.
 */
export function nameSkeleton(name: string, reading: NameReading): string {
  const words = toPlainLetters(name)
    .replace(/\p{M}|\p{Cf}|['’ʼ‘`´ـ]/gu, '')
    .replace(ABD_APART, '$1$2$3')
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '' && !ARTICLES.has(word));
  let skeleton = '';
  for (const word of words) {
    const consonants = consonantsOf(withoutArticle(word, reading), reading);
    if (consonants === undefined) return '';
    skeleton += consonants.replace(/(.)\1+/g, '$1').replace(/H$/, '');
  }
  return skeleton.replace(/(.)\1+/g, '$1');
}

function withoutArticle(word: string, reading: NameReading): string {
  const joined = word.replace(ABD_WITH_ARTICLE, '$1').replace(DIN_WITH_ARTICLE, '$1');
  return reading.article === 'dropped' && joined.length > 3 ? joined.replace(/^ال/, '') : joined;
}
