/**
 * Consonant class of each letter, in the scripts of names. '' means a vowel or a weak consonant, which one script writes and
 * another omits (alef, waw, yeh, ain and hamza; y, w and v).
 *
 * A class joins the letters that transliterations of one name interchange. K: k, g, gh and q (قاسم is Qasim, Kasim and Ghasem). D: d, z,
 * dh and zh (رمضان is Ramadan and Ramazan). S: s, sh, ch, ts and th (عثمان is Osman and Othman; Rachid is Rashid).
 * B: b and p. H: h and kh. J: the sounds of ج, џ, đ and xh.
 */
type Script = 'latin' | 'cyrillic' | 'arabic';

/** Readings of letters that spellings use in two ways. Both readings are used. */
export type LetterReading = { readonly j: 'J' | ''; readonly c: 'K' | 'S' };

const CLASSES: Readonly<Record<Script, Readonly<Record<string, string>>>> = {
  latin: {
    B: 'bp',
    D: 'dzð',
    F: 'f',
    H: 'hħ',
    J: 'đ',
    K: 'kgq',
    L: 'lł',
    M: 'm',
    N: 'nŋ',
    R: 'r',
    S: 'sßþ',
    T: 't',
    '': 'aeiouywvæøœıəʿʾ',
  },
  cyrillic: {
    B: 'бп',
    D: 'дзжѕ',
    F: 'ф',
    H: 'хҳһ',
    J: 'џђѓҷ',
    K: 'гґғкқ',
    L: 'лљ',
    M: 'м',
    N: 'нњң',
    R: 'р',
    S: 'сшщцчћќ',
    T: 'т',
    '': 'аеёєэиіїйјоуўүұөәыюяъьв',
  },
  arabic: {
    B: 'بپ',
    D: 'دذزژضظڈډڌځږ',
    F: 'ف',
    H: 'حخهہھ',
    J: 'ج',
    K: 'غقكکگګڭ',
    L: 'لڵ',
    M: 'م',
    N: 'نںڼ',
    R: 'رڑړڕ',
    S: 'سشصثچڅښ',
    T: 'تطٹټ',
    '': 'اٱعءويیىةەوۆۇۋڤېۍےئؤأإآۃۀ',
  },
};

/** Sequences of letters for one consonant, longest first. */
const DIGRAPHS: readonly (readonly [letters: string, sound: string])[] = [
  ['dsch', 'J'],
  ['tsch', 'S'],
  ['dzh', 'J'],
  ['sch', 'S'],
  ['tch', 'S'],
  ['dz', 'J'],
  ['dj', 'J'],
  ['gj', 'J'],
  ['xh', 'J'],
  ['kh', 'H'],
  ['gh', 'K'],
  ['ck', 'K'],
  ['ph', 'F'],
  ['sh', 'S'],
  ['th', 'S'],
  ['ch', 'S'],
  ['ts', 'S'],
  ['tz', 'S'],
  ['dh', 'D'],
  ['zh', 'D'],
  ['x', 'KS'],
  ['дж', 'J'],
];

const SOUND_OF: ReadonlyMap<string, string> = new Map(
  Object.values(CLASSES).flatMap((classes) =>
    Object.entries(classes).flatMap(([sound, letters]) =>
      [...letters].map((letter) => [letter, sound] as const),
    ),
  ),
);

/**
 * Converts to lower case, with one code point for each letter. Removes marks that do not change the class (š becomes s, but й and
 * ѓ are unchanged).
 */
export function toPlainLetters(text: string): string {
  return [...text.normalize('NFKC').toLowerCase()]
    .map((letter) => (SOUND_OF.has(letter) ? letter : letter.normalize('NFKD').replace(/\p{M}/gu, '')))
    .join('');
}

/** Returns the consonant classes of a lower-case word in order; undefined if a letter belongs to an unsupported script. */
export function consonantsOf(word: string, reading: LetterReading): string | undefined {
  let consonants = '';
  for (let at = 0; at < word.length; ) {
    const digraph = digraphAt(word, at);
    if (digraph) {
      consonants += digraph[1];
      at += digraph[0].length;
      continue;
    }
    const letter = word[at] ?? '';
    at += 1;
    if (letter === 'j') consonants += reading.j;
    else if (letter === 'c') consonants += reading.c;
    else {
      const sound = SOUND_OF.get(letter);
      if (sound === undefined) return undefined;
      consonants += sound;
    }
  }
  return consonants;
}

function digraphAt(word: string, at: number): readonly [string, string] | undefined {
  return DIGRAPHS.find(([letters]) => word.startsWith(letters, at));
}
