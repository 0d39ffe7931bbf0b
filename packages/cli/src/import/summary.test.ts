import { describe, expect, it } from 'vitest';
import { printable } from './summary.ts';

describe('a cell in a summary', () => {
  it('shows control characters and never sends them to the terminal', () => {
    expect(printable('a\u0000b\u001b[2Jc\td')).toBe('a\\u0000b\\u001b[2Jc\\u0009d');
    expect(printable('Šid, Шид')).toBe('Šid, Шид');
  });
});
