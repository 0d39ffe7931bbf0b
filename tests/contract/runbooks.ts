/** A source file: its path in the project, and its text. */
export type Source = { readonly path: string; readonly text: string };

export type Runbook = { readonly anchor: string; readonly text: string };

/** The sections below "## Runbooks" of a page. */
export function runbooksOf(page: string, anchorOf: (heading: string) => string): readonly Runbook[] {
  const [, runbooks = ''] = page.split(/^## Runbooks$/m);
  return runbooks
    .split(/^### /m)
    .slice(1)
    .map((section) => ({ anchor: anchorOf(section.split('\n', 1)[0] ?? ''), text: section }));
}

/** Messages that are not literals in the call: the expression, and where its file has their texts. */
const NAMED_MESSAGES: Readonly<Record<string, RegExp>> = {
  'WITHHELD_MESSAGES[reason]': /const WITHHELD_MESSAGES = \{[\s\S]*?\n\} as const/g,
  'error.logMessage': /const (?:OLD_COPY|REPLACED_JOURNAL) =[^;]*;/g,
};

/** The messages that a file logs at level `error`, each up to its first colon or semicolon. */
export function errorMessages({ path, text }: Source): readonly string[] {
  const messages = [...text.matchAll(/\blog\.error\(\s*(?:'([^']*)'|([^,)]*))/g)].flatMap(
    ([, literal, expression = '']) => {
      if (literal !== undefined) return literal;
      const named = NAMED_MESSAGES[expression.trim()];
      if (named === undefined) throw new Error(`${path} logs ${expression} as an error: use a fixed text`);
      const quoted = [...text.matchAll(named)].flatMap(([found]) =>
        [...found.matchAll(/'([^']*)'/g)].map(([, message = '']) => message),
      );
      // Other quoted texts are keys.
      return quoted.filter((message) => message.includes(' '));
    },
  );
  return messages.map((message) => message.split(/[:;]/)[0] ?? '');
}

/** The checks of a file that can have a finding of level `wrong`. */
export function wrongChecks({ text }: Source): readonly string[] {
  let named = '';
  const checks: string[] = [];
  for (const [, constant, literal, isCall] of text.matchAll(
    /const (?:check|CHECK) = '([^']+)'|\bwrong\(\s*(?:'([^']+)'|(check|CHECK)\b)/g,
  )) {
    if (constant !== undefined) named = constant;
    else if (literal !== undefined) checks.push(literal);
    else if (isCall !== undefined) checks.push(named);
  }
  return [...new Set(checks)];
}
