/** Code of a total over a dimension. */
export const TOTAL = 'TOTAL';
/** Code of the pooled row. */
export const TOGETHER = 'not-broken-down';

/** Mark next to a silent country, and next to its numbers. */
export const SILENT_SIGN = '○';
