import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NAME_READINGS, nameSkeleton } from './name-skeleton.ts';

/** Returns the skeletons of a name in all readings. */
const readings = (name: string): Set<string> =>
  new Set(NAME_READINGS.map((reading) => nameSkeleton(name, reading)).filter((skeleton) => skeleton !== ''));
const shareAReading = (a: string, b: string): boolean =>
  [...readings(a)].some((skeleton) => readings(b).has(skeleton));
const plain = NAME_READINGS[0]!;

/** Syllables in three scripts. Latin and Cyrillic write all vowels; Arabic script omits short vowels. */
const CONSONANTS: readonly (readonly [latin: string, cyrillic: string, arabic: string])[] = [
  ['b', 'б', 'ب'],
  ['d', 'д', 'د'],
  ['z', 'з', 'ز'],
  ['f', 'ф', 'ف'],
  ['h', 'х', 'ح'],
  ['kh', 'х', 'خ'],
  ['dž', 'џ', 'ج'],
  ['k', 'к', 'ک'],
  ['q', 'к', 'ق'],
  ['gh', 'г', 'غ'],
  ['l', 'л', 'ل'],
  ['m', 'м', 'م'],
  ['n', 'н', 'ن'],
  ['r', 'р', 'ر'],
  ['s', 'с', 'س'],
  ['sh', 'ш', 'ش'],
  ['t', 'т', 'ت'],
  ['y', 'й', 'ی'],
  ['w', 'в', 'و'],
];
const VOWELS: readonly (readonly [latin: string, cyrillic: string, arabic: string])[] = [
  ['a', 'а', ''],
  ['ā', 'а', 'ا'],
  ['i', 'и', 'ی'],
  ['e', 'е', ''],
  ['u', 'у', 'و'],
  ['ou', 'у', 'و'],
];
/** Consonants, each followed by a random vowel. They never form an article or Abd, which have readings of their own. */
const wordsInThreeScripts = fc
  .array(fc.tuple(fc.constantFrom(...CONSONANTS), fc.constantFrom(...VOWELS)), { minLength: 1, maxLength: 5 })
  .map((syllables) => [0, 1, 2].map((script) => syllables.map(([c, v]) => c[script]! + v[script]!).join('')));

describe('the consonant skeleton of a name', () => {
  test.each([
    [['Muhammad', 'Mohamed', 'Mohammed', 'Muhamed', 'محمد', 'مُحَمَّد', 'Мухаммад', 'Мохаммед', 'Мухамед']],
    [['Yusuf', 'Youssef', 'Jusuf', 'یوسف', 'يوسف', 'Юсуф', 'Јусуф']],
    [['Jamal', 'Džamal', 'Dzamal', 'Xhamal', 'Djamal', 'جمال', 'Джамал', 'Џамал']],
    [
      [
        'Abdulrahman',
        'Abdul Rahman',
        'Abd al-Rahman',
        'Abdurrahman',
        'عبد الرحمن',
        'عبدالرحمن',
        'Абдурахман',
      ],
    ],
    [['Abdulaziz', 'Abdel Aziz', 'عبدالعزیز', 'عبد العزيز', 'Абдулазиз']],
    [['Abdullah', 'Abdulah', 'Abdallah', 'عبدالله', 'عبد الله', 'Абдулла']],
    [['Nuruddin', 'Nur al-Din', 'Nureldin', 'نورالدین', 'نور الدين', 'Нуруддин']],
    [['Uthman', 'Osman', 'Othman', 'عثمان', 'Осман']],
    [['Ramadan', 'Ramazan', 'Ramadhan', 'رمضان', 'Рамазан']],
    [['Qasim', 'Kasim', 'Ghasem', 'قاسم', 'Касим']],
    [['Rashid', 'Rachid', 'Rešid', 'Resid', 'رشید', 'Рашид']],
    [['Elham', 'Ilham', 'الهام', 'Илхам']],
    [['Al-Hasan', 'Hassan', 'الحسن', 'حسن', 'Хасан']],
    [['Yacoub', 'Yaqub', 'Jakub', 'یعقوب', 'Якуб']],
    [['Fatimah', 'Fatima', 'فاطمة', 'فاطمه', 'Фатима']],
    [["Sa'id", 'Saeed', 'Said', 'سعید', 'Саид']],
  ])('is shared by the spellings %j', (spellings) => {
    for (const spelling of spellings) expect(shareAReading(spellings[0]!, spelling)).toBe(true);
  });

  test('differs between different names', () => {
    const names = [
      'Muhammad',
      'Mustafa',
      'Ibrahim',
      'Abdulrahman',
      'Fatima',
      'Zahra',
      'Karim',
      'Jamal',
      'Khaled',
    ];
    for (const a of names) for (const b of names) expect(shareAReading(a, b)).toBe(a === b);
  });

  test('is the same for a name in any script', () => {
    fc.assert(
      fc.property(wordsInThreeScripts, ([latin, cyrillic, arabic]) => {
        expect(nameSkeleton(cyrillic!, plain)).toBe(nameSkeleton(latin!, plain));
        expect(nameSkeleton(arabic!, plain)).toBe(nameSkeleton(latin!, plain));
      }),
      { numRuns: 2_000 },
    );
  });

  test('does not depend on capitals, Unicode form, vowel marks, surrounding spaces or joiners', () => {
    fc.assert(
      fc.property(wordsInThreeScripts, fc.constantFrom(0, 1, 2), (words, script) => {
        const word = words[script]!;
        const same = [
          word.toUpperCase(),
          word.normalize('NFD'),
          ` ${word} `,
          `${word}\u200c`,
          [...word].join('ـ'),
        ];
        for (const variant of same) expect(nameSkeleton(variant, plain)).toBe(nameSkeleton(word, plain));
      }),
    );
    for (const name of ['Šaćir Ðurić', 'Çağla Žužek', 'Džafer Ćosić']) {
      expect(readings(name.normalize('NFD').replace(/\p{M}/gu, ''))).toEqual(readings(name));
    }
  });

  test('has no two equal neighbours and no vowels', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(...NAME_READINGS), (name, reading) => {
        expect(nameSkeleton(name, reading)).toMatch(/^(?:([BDFHJKLMNRST])(?!\1))*$/);
      }),
    );
  });

  test('is empty for a name with a letter of an unsupported script, and for a name of only weak letters', () => {
    for (const name of ['ሰላም', '王偉', 'Γιώργος', 'Muhammad 王', 'Aya', 'آیه', '', '-']) {
      expect(readings(name).size).toBe(0);
    }
  });
});
