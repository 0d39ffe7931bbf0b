const SERBIAN: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  ђ: 'đ',
  е: 'e',
  ж: 'ž',
  з: 'z',
  и: 'i',
  ј: 'j',
  к: 'k',
  л: 'l',
  љ: 'lj',
  м: 'm',
  н: 'n',
  њ: 'nj',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  ћ: 'ć',
  у: 'u',
  ф: 'f',
  х: 'h',
  ц: 'c',
  ч: 'č',
  џ: 'dž',
  ш: 'š',
};

const LATIN_OF: Readonly<Record<string, string>> = {
  ...SERBIAN,
  // Letters of Macedonian, and of Bulgarian or Russian spellings in gazetteers.
  ѓ: 'gj',
  ќ: 'kj',
  ѕ: 'dz',
  ѐ: 'e',
  ѝ: 'i',
  й: 'j',
  щ: 'št',
  ъ: 'a',
  ь: '',
  ю: 'ju',
  я: 'ja',
  ы: 'i',
  э: 'e',
  ё: 'e',
};

const CYRILLIC_OF = Object.fromEntries(Object.entries(SERBIAN).map(([cyrillic, latin]) => [latin, cyrillic]));

/**
 * Words in which n and j, or d and ž, meet between prefix and stem. There they are two Cyrillic letters, although Gaj's Latin
 * alphabet has a digraph for them.
 */
const SEAMS =
  /(?<!\p{L})(?:in(?=jek[ct])|kon(?=ju(?:g|nk))|tan(?=jug)|(?:na|po|pre|o)d(?=ž(?:iv|nj|al|upan)))/giu;
const SEAM = '\u0001';

/** A single capital before a colon is a code (the Admiralty grades A to F), so it stays Latin. */
const UNITS = new RegExp(`(?<code>(?<!\\p{L})\\p{Lu}(?=:))|dž|lj|nj|DŽ|Dž|LJ|Lj|NJ|Nj|\\p{L}|${SEAM}`, 'gu');

export function cyrillicToLatin(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => {
    const lower = character.toLowerCase();
    const latin = LATIN_OF[lower];
    if (latin === undefined) return character;
    return lower === character ? latin : latin.charAt(0).toUpperCase() + latin.slice(1);
  }).join('');
}

export function latinToCyrillic(text: string): string {
  const marked = text.normalize('NFC').replace(SEAMS, (prefix) => prefix + SEAM);
  return marked.replace(UNITS, (unit, code: string | undefined) =>
    code === undefined ? cyrillicUnit(unit) : code,
  );
}

function cyrillicUnit(unit: string): string {
  if (unit === SEAM) return '';
  const lower = unit.toLowerCase();
  const cyrillic = CYRILLIC_OF[lower];
  if (cyrillic === undefined) return unit;
  return unit.charAt(0) === lower.charAt(0) ? cyrillic : cyrillic.toUpperCase();
}
