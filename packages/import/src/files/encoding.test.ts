import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Encoding } from '../mappings/mapping.ts';
import { decodeText } from './encoding.ts';

const SERBIAN_LATIN =
  'Mesto;Vrsta\r\nŠid;pljačka\r\nĆuprija;prebijanje, žrtva đak iz Čačka\r\nNiš;pušbek\r\n';
const ALBANIAN = 'Vendi;Lloji\r\nKorçë;dhunë\r\nTiranë;vjedhje gjatë natës\r\nDibër;kërcënim\r\n';
const SERBIAN_CYRILLIC = 'Место;Врста\r\nШид;пљачка\r\nЋуприја;пребијање\r\nЂаковица;смрт у реци\r\n';
const MACEDONIAN = 'Место;Вид\r\nГевгелија;кражба\r\nЃевѓелија;ѕвер\r\nЌафасан;смрт и грабеж\r\n';

const encodings = (text: string, ...names: Encoding[]) => names.map((name) => ({ text, name }));

describe('decodeText', () => {
  it.each([
    ...encodings(SERBIAN_LATIN, 'utf-8', 'utf-16le', 'utf-16be', 'windows-1250'),
    ...encodings(ALBANIAN, 'utf-8', 'utf-16le', 'utf-16be', 'windows-1250'),
    ...encodings(SERBIAN_CYRILLIC, 'utf-8', 'utf-16le', 'utf-16be', 'windows-1251'),
    ...encodings(MACEDONIAN, 'utf-8', 'utf-16le', 'utf-16be', 'windows-1251'),
  ])('detects and decodes $name', ({ text, name }) => {
    expect(decodeText(iconv.encode(text, name))).toEqual({ text, encoding: name });
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('removes the byte order mark of %s', (name) => {
    const bytes = iconv.encode(MACEDONIAN, name, { addBOM: true });
    expect(decodeText(bytes)).toEqual({ text: MACEDONIAN, encoding: name });
  });

  it.each([
    ['UTF-32 with a mark', 'utf-32le', true],
    ['UTF-32 big-endian with a mark', 'utf-32be', true],
    ['UTF-32 without a mark', 'utf-32le', false],
  ])('refuses %s by its name, and does not read it as UTF-16', (_, name, addBOM) => {
    expect(decodeText(iconv.encode(MACEDONIAN, name, { addBOM }))).toEqual({
      problem: 'the file is UTF-32: save it as UTF-8',
    });
  });

  it('refuses a file that ends inside a letter or contains a null character', () => {
    expect(decodeText(iconv.encode(MACEDONIAN, 'utf-16le', { addBOM: true }).subarray(0, -1))).toHaveProperty(
      'problem',
    );
    expect(decodeText(Buffer.from('id,a\n1,\0\n'))).toHaveProperty('problem');
  });

  it('requires --encoding for letters that fit both 8-bit encodings', () => {
    const bytes = Buffer.concat([
      iconv.encode('смрт смрт кражба ', 'windows-1251'),
      iconv.encode('pljačka žrtva đak', 'windows-1250'),
    ]);
    expect(decodeText(bytes)).toEqual({ problem: expect.stringContaining('--encoding') });
    expect(decodeText(bytes, 'windows-1250')).toMatchObject({ encoding: 'windows-1250' });
  });

  it('refuses a file that is not in the given encoding', () => {
    expect(decodeText(iconv.encode(ALBANIAN, 'windows-1250'), 'utf-8')).toHaveProperty('problem');
  });

  it('returns the original text of every Unicode encoding', () => {
    const lines = fc.array(
      fc.array(fc.stringMatching(/^[a-zčćđšžëçа-џѓќ0-9 ]{1,12}$/), { minLength: 3, maxLength: 3 }),
      {
        minLength: 2,
      },
    );
    fc.assert(
      fc.property(lines, fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'), (rows, name) => {
        const text = rows.map((row) => row.join(',')).join('\r\n');
        expect(decodeText(iconv.encode(text, name))).toMatchObject({ text });
      }),
    );
  });
});
