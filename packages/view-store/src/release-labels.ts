type Labels = Readonly<Record<string, string>>;

/** One text per set of labels, whatever order they were given in, so that stores can compare them. */
export function encodeLabels(labels: Labels): string {
  return JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));
}

export function decodeLabels(text: string): Labels {
  return JSON.parse(text) as Labels;
}
