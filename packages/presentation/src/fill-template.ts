/** Replaces each `{name}` by its value. A name without a value is removed. */
export const fillTemplate = (text: string, values: Readonly<Record<string, string | undefined>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
