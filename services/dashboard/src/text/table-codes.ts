/** Stands for all codes of a dimension. */
export const TOTAL = 'TOTAL';
/** The row of those that are not broken down each on its own. */
export const TOGETHER = 'not-broken-down';

/** Next to a silent country, and next to a number of it. */
export const SILENT_SIGN = '○';
