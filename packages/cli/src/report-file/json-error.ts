/** The place at which a text stops being JSON. The parser's own message quotes the text, and often omits the place. */
export function jsonErrorPosition(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, firstError(text));
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

const BLANKS = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them within a text.
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const OTHER_SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** The index of the first character that no JSON text has there. */
function firstError(text: string): number {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return false;
    at += match[0].length;
    return true;
  };
  const takeMark = (mark: string): boolean => {
    take(BLANKS);
    const found = text[at] === mark;
    if (found) at += 1;
    return found;
  };
  // A stack of open brackets. A recursion would overflow on a file that consists of brackets.
  const open: ('[' | '{')[] = [];
  for (;;) {
    if (open.at(-1) === '{' && !(takeKey() && takeMark(':'))) return at;
    take(BLANKS);
    const mark = text[at];
    if (mark === '{' || mark === '[') {
      at += 1;
      if (!takeMark(mark === '{' ? '}' : ']')) {
        open.push(mark);
        continue;
      }
    } else if (!take(TEXT) && !take(OTHER_SCALAR)) return at;
    while (open.length > 0 && !takeMark(',')) {
      if (!takeMark(open.at(-1) === '{' ? '}' : ']')) return at;
      open.pop();
    }
    if (open.length === 0) {
      take(BLANKS);
      return at;
    }
  }

  function takeKey(): boolean {
    take(BLANKS);
    return take(TEXT);
  }
}
