import iconv from 'iconv-lite';
import { ENCODINGS, type Encoding } from '../mappings/mapping.ts';

type Decoded = { readonly text: string; readonly encoding: Encoding } | { readonly problem: string };

const UNSURE = `the file's encoding is ambiguous: set it with --encoding ${ENCODINGS.join('|')}`;

/**
 * Decodes a file. A byte order mark decides first, then zero bytes (UTF-16), then validity (UTF-8), then the letters of
 * words (the region's two 8-bit encodings). An ambiguous file is a problem, never a guess.
 */
export function decodeText(bytes: Uint8Array, forced?: Encoding): Decoded {
  if (isUtf32(bytes)) return { problem: 'the file is UTF-32: save it as UTF-8' };
  const encoding = forced ?? detectEncoding(bytes);
  if (encoding === undefined) return { problem: UNSURE };
  const text = decodeAs(bytes, encoding);
  if (text === undefined) return { problem: `the file is not ${encoding}: set its encoding with --encoding` };
  // No table contains a null character: the file has another format or encoding.
  if (text.includes('\0')) return { problem: UNSURE };
  return { text, encoding };
}

function decodeAs(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding === 'windows-1250' || encoding === 'windows-1251')
    return iconv.decode(Buffer.from(bytes), encoding);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** In UTF-32, a letter or the byte order mark makes two of the first four bytes zero. No other text begins so. */
function isUtf32(bytes: Uint8Array): boolean {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (bytes.length < 4) return false;
  return (a | b) === 0 ? (c | d) !== 0 : (c | d) === 0;
}

export function detectEncoding(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const utf16 = detectUtf16(bytes);
  if (utf16 !== undefined) return utf16;
  if (isUtf8(bytes)) return 'utf-8';
  return detectEightBitEncoding(bytes);
}

const SAMPLE_BYTES = 1024 * 1024;

/** In UTF-16 every comma, digit and line end has a zero byte, always at the same parity. Other text has no zero bytes. */
function detectUtf16(bytes: Uint8Array): Encoding | undefined {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const least = sample.length * 0.05;
  if (odd > least && odd > even * 20) return 'utf-16le';
  return even > least && even > odd * 20 ? 'utf-16be' : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** Letters of Albanian, Bosnian, Montenegrin, Serbian Latin and neighbouring languages in windows-1250. */
const LATIN_LETTERS = new Set(
  [...'ŠšŽžČčĆćĐđËëÇçÁáÉéÍíÓóÚúÖöÜüŐőŰűÝýÄäßÔôÎîÂâŞşŢţĂăŃńŁłÓÓ'].map(
    (letter) => iconv.encode(letter, 'windows-1250')[0],
  ),
);

/** Letters of Serbian and Macedonian in windows-1251. */
const CYRILLIC_LETTERS = new Set(
  [...'абвгдђѓежзѕијклљмнњопрстћќуфхцчџшАБВГДЂЃЕЖЗЅИЈКЛЉМНЊОПРСТЋЌУФХЦЧЏШѐѝйщъьюяЙЩЪЬЮЯ'].map(
    (letter) => iconv.encode(letter, 'windows-1251')[0],
  ),
);

/** Dashes, quotes and similar marks, which have the same codes in both encodings. */
const isMark = (byte: number): boolean =>
  (byte >= 0x82 && byte <= 0x87 && byte !== 0x83) || (byte >= 0x91 && byte <= 0x97) || byte === 0xa0;

const isAsciiLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;

/**
 * A Cyrillic word consists of high bytes only; a Latin word has ASCII letters too. Each word with a high byte votes with
 * its high bytes; nine of ten votes must agree.
 */
function detectEightBitEncoding(bytes: Uint8Array): Encoding | undefined {
  let latin = 0;
  let cyrillic = 0;
  let high: number[] = [];
  let ascii = 0;
  const vote = () => {
    if (high.length > 0) {
      const isLatin = high.every((byte) => LATIN_LETTERS.has(byte));
      const isCyrillic = high.every((byte) => CYRILLIC_LETTERS.has(byte));
      if (ascii > 0 && isLatin) latin += high.length;
      else if (ascii === 0 && isCyrillic && high.length > 1) cyrillic += high.length;
    }
    high = [];
    ascii = 0;
  };
  for (const byte of bytes.subarray(0, SAMPLE_BYTES)) {
    if (byte >= 0x80 && !isMark(byte)) high.push(byte);
    else if (isAsciiLetter(byte)) ascii += 1;
    else vote();
  }
  vote();
  const all = latin + cyrillic;
  if (all === 0) return undefined;
  if (latin >= all * 0.9) return 'windows-1250';
  return cyrillic >= all * 0.9 ? 'windows-1251' : undefined;
}
