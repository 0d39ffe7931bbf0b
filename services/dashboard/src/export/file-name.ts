const MOST_TITLE = 60;

/** Creates a name that is valid in every file system, from the title of the figure, its release and its table. */
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
