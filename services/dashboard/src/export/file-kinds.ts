/** What a figure is exported as. */
export const FILE_KINDS = ['csv', 'xlsx', 'hxl', 'png', 'svg'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
