/** Replaces each `{name}` by its value; a name without a value leaves nothing. */
export const fillTemplate = (text: string, values: Readonly<Record<string, string | undefined>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
