import type { Random } from '../../random.ts';
import { applyRandomly, corruptBytes, corruptText, HOSTILE_TEXTS } from './corrupt.ts';

export const COLUMNS = [
  'id',
  'day',
  'where',
  'area',
  'place',
  'border',
  'type',
  'dead',
  'who',
  'share',
] as const;

const GOOD: readonly (readonly string[])[] = [
  ['A-1', '2025-03-14', 'RS', '', 'Subotica', 'RS-HU', 'pushback', '', 'police', 'partners'],
  ['A-2', '14.03.2025', 'Serbia', '', 'near Šid', '', 'death', '2', '', 'network'],
  [
    'A-3',
    '2025-03',
    'MK',
    '',
    'Гевгелија',
    'North Macedonia – Greece',
    'robbery, violence',
    '',
    'unknown',
    '',
  ],
  [
    'A-4',
    '2025',
    'BA',
    'Una-Sana',
    'Drina River, close to Zvornik',
    '',
    'violence',
    '0',
    'smuggler',
    'partners',
  ],
];

/** Generates a small CSV file like those of reporters, with corrupted cells, separators, rows, bytes or encoding. */
export function makeCsv(random: Random): Uint8Array {
  // A large file is rare; it shows slow parts and the use of memory.
  if (random.oneIn(4_000)) return largeCsv(random);
  const delimiter = random.pick([',', ';', '\t', ',', '|']);
  const rows = Array.from({ length: random.between(0, 12) }, () => {
    const cells = [...random.pick(GOOD)];
    for (let n = random.between(0, 3); n > 0; n--)
      cells[random.between(0, cells.length)] = random.oneIn(2)
        ? random.pick(HOSTILE_TEXTS)
        : corruptText(random.pick(cells) ?? '', random);
    return cells.map((cell) => quote(cell ?? '', random)).join(delimiter);
  });
  const header = COLUMNS.map((name) => quote(random.oneIn(150) ? random.pick(HOSTILE_TEXTS) : name, random));
  const end = random.pick(['\n', '\r\n', '\r', '\n\n']);
  const text = applyRandomly(
    random.oneIn(4) ? 2 : 0,
    random,
    [header.join(delimiter), ...rows].join(end) + end,
    corruptText,
  );
  return applyRandomly(random.oneIn(5) ? 2 : 0, random, encode(text, random), corruptBytes);
}

function quote(cell: string, random: Random): string {
  if (random.oneIn(30)) return cell;
  return /["\n\r,;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function encode(text: string, random: Random): Uint8Array {
  const mark = random.oneIn(2) ? '\ufeff' : '';
  switch (random.between(0, 20)) {
    case 0:
      return Buffer.from(mark + text, 'utf16le');
    case 1:
      return Buffer.from(mark + text, 'utf16le').swap16();
    case 2:
      return Buffer.from(text, 'latin1');
    case 3:
      return Buffer.concat([...(mark + text)].map((letter) => fourBytes(letter.codePointAt(0) ?? 0)));
    default:
      return Buffer.from(mark + text);
  }
}

function fourBytes(point: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(point);
  return bytes;
}

function largeCsv(random: Random): Uint8Array {
  const header = `${COLUMNS.join(',')}\n`;
  const size = 4 * 1024 * 1024;
  const piece = random.pick([
    ',',
    '\n',
    '"',
    '""',
    'a',
    'A-1,2025,RS,,,,death,,,\n',
    '"a\n',
    ',"',
    '\0',
    'A,,\n',
    'é',
  ]);
  return Buffer.from(header + piece.repeat(size / piece.length));
}
