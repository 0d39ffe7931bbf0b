import { expect, it } from 'vitest';
import { escapeControls } from './escape-controls.ts';

it('control characters are escaped, and letters stay as they are', () => {
  expect(escapeControls('a\u0000b\u001b[2Jc\td')).toBe('a\\u0000b\\u001b[2Jc\\u0009d');
  expect(escapeControls('1\u202E2\u2066')).toBe('1\\u202e2\\u2066');
  // Persian and Arabic text needs joiners, so these are not escaped.
  expect(escapeControls('Šid, Шид, می\u200cخواهم')).toBe('Šid, Шид, می\u200cخواهم');
});
