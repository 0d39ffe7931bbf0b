/** Formats of exported figures. */
export const FILE_KINDS = ['csv', 'xlsx', 'hxl', 'json', 'png', 'svg'] as const;
export type FileKind = (typeof FILE_KINDS)[number];
