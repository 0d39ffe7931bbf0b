/** Stands for all codes of a dimension. */
export const TOTAL = 'TOTAL';
/** The row of those that are not broken down each on its own. */
export const TOGETHER = 'not-broken-down';
