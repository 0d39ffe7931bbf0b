import { expect, it } from 'vitest';
import { escapeControls } from './escape-controls.ts';

it('what a terminal would obey is shown, and letters stay as they are', () => {
  expect(escapeControls('a\u0000b\u001b[2Jc\td')).toBe('a\\u0000b\\u001b[2Jc\\u0009d');
  expect(escapeControls('1\u202E2\u2066')).toBe('1\\u202e2\\u2066');
  // The joiners of Persian and Arabic are letters' own.
  expect(escapeControls('Šid, Шид, می\u200cخواهم')).toBe('Šid, Шид, می\u200cخواهم');
});
