import { describe, expect, it } from 'vitest';
import { summaryLines } from './summary.ts';

describe('a summary', () => {
  it('escapes control characters in every text that comes from a file or a node', () => {
    const evil = 'a\u001b[2J\u202Eb';
    const lines = summaryLines(
      {
        importId: 'imp-1',
        mapping: 'm',
        attribution: evil,
        rows: 1,
        states: { new: 0, changed: 0, same: 0, back: 0, retracted: 0 },
        moved: 0,
        refusedRows: 1,
        refusals: [{ row: 2, column: evil, value: evil, reason: evil, nearest: [evil] }],
        sent: 0,
        notes: [{ field: 'place', text: evil, rows: [2] }],
        leftBehind: [evil],
        unreadSheets: [evil],
        byNode: {},
      },
      { dryRun: false, undoFlags: '' },
    );
    const text = lines.join('');
    for (const obeyed of ['\u001b', '\u202e']) expect(text).not.toContain(obeyed);
    expect(text.split('a\\u001b[2J\\u202eb')).toHaveLength(9);
  });
});
