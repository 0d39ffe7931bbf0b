import { deflateRawSync } from 'node:zlib';
import type { Random } from '../../random.ts';
import { applyRandomly, corruptBytes, corruptText, HOSTILE_TEXTS } from './corrupt.ts';
import { COLUMNS } from './make-csv.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const FAR = [
  'XFD1',
  'A1048576',
  'XFD1048576',
  'ZZZZ9',
  'A0',
  'a1',
  '1',
  'A',
  'A1:B2',
  '&#65;1',
  'A99999999999',
];

/** Generates a small workbook with corrupted cells, parts, XML or archive, and now and then a bomb. */
export function makeWorkbook(random: Random): Uint8Array {
  const parts: [name: string, content: string | Uint8Array][] = [
    ['[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'],
    ['xl/workbook.xml', workbook(random)],
    ['xl/_rels/workbook.xml.rels', relations(random)],
    ['xl/worksheets/sheet1.xml', sheet(random)],
    ['xl/sharedStrings.xml', `<sst>${strings(random)}</sst>`],
    [
      'xl/styles.xml',
      '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    ],
  ];
  if (random.oneIn(6))
    parts.push([
      random.pick(['xl/worksheets/sheet1.xml', '../../evil.xml', '/etc/a.xml', '']),
      sheet(random),
    ]);
  if (random.oneIn(400)) parts.push(['xl/worksheets/sheet2.xml', Buffer.alloc(48 * 1024 * 1024, 0x20)]);
  if (random.oneIn(20)) parts.splice(random.between(0, parts.length - 1), 1);
  const corrupted = parts.map(([name, content]): [string, string | Uint8Array] =>
    typeof content === 'string' && random.oneIn(8)
      ? [name, applyRandomly(2, random, content, corruptText)]
      : [name, content],
  );
  return applyRandomly(random.oneIn(5) ? 3 : 0, random, archive(corrupted, random), corruptBytes);
}

function workbook(random: Random): string {
  const one = () =>
    `<sheet name="${escapeXml(random.oneIn(5) ? random.pick(HOSTILE_TEXTS) : 'Reports')}" sheetId="1" r:id="${random.pick(['rId1', 'rId1', 'rId2', ''])}"/>`;
  const count = random.oneIn(50) ? 150 : random.between(1, 3);
  const doctype = random.oneIn(10)
    ? '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    : '';
  return `<?xml version="1.0"?>${doctype}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><workbookPr date1904="${random.pick(['0', '1', 'x'])}"/><sheets>${Array.from({ length: count }, one).join('')}</sheets></workbook>`;
}

function relations(random: Random): string {
  const target = random.pick([
    'worksheets/sheet1.xml',
    'worksheets/sheet1.xml',
    '/xl/worksheets/sheet1.xml',
    '../secret',
    'sharedStrings.xml',
    'workbook.xml',
  ]);
  const one = (id: string, type: string, to: string) =>
    `<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${to}"/>`;
  return `<Relationships>${one('rId1', 'worksheet', target)}${one('rId2', 'worksheet', target)}${one('rId3', 'sharedStrings', random.pick(['sharedStrings.xml', target]))}${one('rId4', 'styles', 'styles.xml')}</Relationships>`;
}

function sheet(random: Random): string {
  const rows = [COLUMNS.map((name, column) => cell(`${letter(column)}1`, name, random))];
  for (let row = 2; row < random.between(2, 10); row++)
    rows.push(
      COLUMNS.map((_, column) => {
        const reference = random.oneIn(800) ? random.pick(FAR) : `${letter(column)}${row}`;
        return cell(
          reference,
          random.pick(['A-1', '2025-03-14', 'RS', 'death', '45000', ...HOSTILE_TEXTS]),
          random,
        );
      }),
    );
  const merged = random.oneIn(4)
    ? `<mergeCells><mergeCell ref="A1:${random.pick(FAR)}"/><mergeCell ref="A2:C9"/></mergeCells>`
    : '';
  const prefix = random.oneIn(10) ? 'x:' : '';
  const body = rows.map((cells, n) => `<${prefix}row r="${n + 1}">${cells.join('')}</${prefix}row>`).join('');
  return `<worksheet xmlns="${MAIN}" xmlns:x="${MAIN}"><dimension ref="A1:${random.pick(FAR)}"/><sheetData>${body}</sheetData>${merged}</worksheet>`;
}

function cell(reference: string, text: string, random: Random): string {
  const quote = random.pick(['"', '"', "'"]);
  const at = `r=${quote}${reference}${quote}`;
  // Most cells are valid: one that cannot be read refuses the whole workbook.
  switch (random.between(0, 400)) {
    case 0:
      return `<c ${at} t="s"><v>${random.pick(['0', '1', '99999', '-1', 'x', ''])}</v></c>`;
    case 1:
      return `<c ${at} s="1"><v>${random.pick(['45000', '-1', '1e308', '2958466', 'x'])}</v></c>`;
    case 2:
      return `<c ${at} t="str"><f>${escapeXml(random.pick(HOSTILE_TEXTS))}</f><v>${escapeXml(text)}</v></c>`;
    case 3:
      return `<c ${at} t="${random.pick(['b', 'e', 'd', 'n', 'zz'])}"><v>${escapeXml(text)}</v></c>`;
    default:
      return `<c ${at} t="inlineStr"><is><t>${escapeXml(text)}</t></is></c>`;
  }
}

function strings(random: Random): string {
  const long = random.oneIn(300) ? 'x'.repeat(2_000_000) : random.pick(HOSTILE_TEXTS);
  return [long, ...HOSTILE_TEXTS.slice(0, random.between(0, 8))]
    .map((text) => `<si><t>${escapeXml(text)}</t></si>`)
    .join('');
}

const letter = (column: number): string => String.fromCharCode(65 + column);

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\0', '');
}

/** Builds an archive whose headers may be wrong: in sizes, names, methods and offsets. */
function archive(parts: readonly (readonly [string, string | Uint8Array])[], random: Random): Uint8Array {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of parts) {
    const raw = Buffer.from(content as string);
    const packed = deflateRawSync(raw, { level: 1 });
    const label = Buffer.from(name);
    const size = random.oneIn(60) ? random.pick([0, 1, 0xffffffff]) : raw.length;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50);
    local.writeUInt16LE(random.oneIn(400) ? 99 : 8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(size, 22);
    local.writeUInt16LE(label.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(random.oneIn(400) ? 1 : 0, 8);
    entry.writeUInt16LE(random.oneIn(400) ? 12 : 8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size, 24);
    entry.writeUInt16LE(label.length, 28);
    entry.writeUInt32LE(random.oneIn(300) ? 0 : at, 42);
    pieces.push(local, label, packed);
    directory.push(entry, label);
    at += 30 + label.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  const count = random.oneIn(30) ? random.pick([0, 1, 0xffff]) : parts.length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, listed, end]);
}
