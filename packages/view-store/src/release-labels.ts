/** One text per set of labels, whatever order they were given in, so that stores can compare them. */
export function encodeLabels(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));
}
