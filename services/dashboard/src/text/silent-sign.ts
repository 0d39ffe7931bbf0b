/** Next to a silent country, and next to a number of it. */
export const SILENT_SIGN = '○';
