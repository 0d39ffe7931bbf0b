import type { Random } from '../../random.ts';

/** Texts that programs stumble over, in any field. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  '\0',
  '\u001b[2J\u001b]0;owned\u0007',
  '\u202e',
  '\u2028',
  '\ufeff',
  '\ud800',
  '=cmd|"/c calc"!A1',
  '@SUM(1+1)',
  '＝1+1',
  '-2+3',
  '__proto__',
  'constructor',
  'toString',
  '../../../../etc/passwd',
  '%n%s{{7*7}}',
  '<script>alert(1)</script>',
  "'; DROP TABLE reports; --",
  '9'.repeat(400),
  '1e309',
  'NaN',
  '-0',
  '0x10',
  '٣٤',
  '1'.repeat(17),
  'İ'.repeat(50),
  'e\u0301'.repeat(300),
  `${'a'.repeat(900)}!`,
  `${'a '.repeat(450)}!`,
  `${'a,'.repeat(499)}`,
  `${'Skopje, '.repeat(100)}`,
  `${'12-'.repeat(300)}`,
  `${'("'.repeat(400)}`,
  'x'.repeat(40_000),
  '\r',
  '\n',
  '\t',
  '"',
  "'",
  '&',
  '<',
];

/** Corrupts a text in one place. */
export function corruptText(text: string, random: Random): string {
  const at = random.between(0, text.length);
  const to = Math.min(text.length, at + random.between(0, 40));
  switch (random.between(0, 5)) {
    case 0:
      return text.slice(0, at) + random.pick(HOSTILE_TEXTS) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, to) + text.slice(at, to).repeat(random.between(1, 50)) + text.slice(to);
    case 3:
      return text.slice(0, at);
    case 4:
      return text.slice(0, at) + String.fromCharCode(random.between(0, 0xffff)) + text.slice(at + 1);
    default:
      return text.slice(at) + text.slice(0, at);
  }
}

/** Corrupts bytes in one place. */
export function corruptBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const corrupted = Buffer.from(bytes);
  const at = random.between(0, Math.max(0, corrupted.length - 1));
  switch (random.between(0, 4)) {
    case 0:
      for (let n = random.between(1, 8); n > 0; n--)
        corrupted[random.between(0, Math.max(0, corrupted.length - 1))] = random.between(0, 255);
      return corrupted;
    case 1:
      return corrupted.subarray(0, at);
    case 2:
      return Buffer.concat([
        corrupted.subarray(0, at),
        random.bytes(random.between(1, 64)),
        corrupted.subarray(at),
      ]);
    case 3: {
      // Four bytes in a row are often a length or an offset.
      if (corrupted.length >= 4)
        corrupted.writeUInt32LE(
          random.pick([0, 1, 0x7fffffff, 0xffffffff, random.between(0, 0xffffff)]),
          Math.min(at, corrupted.length - 4),
        );
      return corrupted;
    }
    default:
      return Buffer.concat([corrupted, corrupted.subarray(at)]);
  }
}

/** Applies a change a few times, or not at all. */
export function applyRandomly<T>(
  most: number,
  random: Random,
  of: T,
  change: (of: T, random: Random) => T,
): T {
  let changed = of;
  for (let n = random.between(0, most); n > 0; n--) changed = change(changed, random);
  return changed;
}
