const MOST_TITLE = 60;

/** A name that every file system takes: what the figure is, of which release, and which of its tables. */
export function fileName({
  title,
  asOf,
  table,
  ending,
}: {
  readonly title: string;
  readonly asOf?: string | undefined;
  readonly table?: number | undefined;
  readonly ending: string;
}): string {
  const slug = (text: string) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}.]+/gu, '-')
      .replace(/^[-.]+|[-.]+$/g, '');
  const parts = ['waylight', slug(title).slice(0, MOST_TITLE), slug(asOf ?? ''), String(table ?? '')];
  return `${parts.filter((part) => part !== '').join('_')}.${ending}`;
}
