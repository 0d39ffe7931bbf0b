import { expect, test } from 'vitest';
import { createStyle } from '../terminal/style.ts';
import { alignRows, columnsOf, tableWidth, textTable, wrapText } from './text-table.ts';

const plain = createStyle(false);
const columns = columnsOf(['country', 'incidents'], ['incidents']);

test('a table has a rule below its heading and above its totals, and no line ends with a blank', () => {
  const rows = [
    ['Šid', '5'],
    ['Северна Македонија', '12'],
  ];
  expect(textTable(columns, rows, plain, ['total', '17']).split('\n')).toEqual([
    'country             incidents',
    '──────────────────  ─────────',
    'Šid                         5',
    'Северна Македонија         12',
    '──────────────────  ─────────',
    'total                      17',
  ]);
  expect(tableWidth(columns, rows)).toBe(29);
  expect(textTable(columns, [], plain)).toBe('country  incidents');
});

test('styles and combining marks do not count as width', () => {
  const style = createStyle(true);
  const lines = textTable(
    columnsOf(['a', 'b']),
    [
      [style.yellow('yes'), 'z\u030c'],
      ['no', 'x'],
    ],
    style,
  );
  expect(lines.split('\n').slice(2)).toEqual([`${style.yellow('yes')}  z\u030c`, 'no   x']);
});

test('rows without a heading are aligned', () => {
  expect(
    alignRows([
      ['a', 'first'],
      ['long', 'second'],
    ]),
  ).toEqual(['a     first', 'long  second']);
  expect(alignRows([])).toEqual([]);
});

test('a text is wrapped at blanks, and a long word stays whole', () => {
  expect(wrapText('one two exceptional four', 8)).toEqual(['one two', 'exceptional', 'four']);
});
