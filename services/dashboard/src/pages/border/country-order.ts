/** From the south to the north, as ways lead: rows and columns of the matrix stand so. */
export const COUNTRY_ORDER: readonly string[] = [
  'GR',
  'BG',
  'AL',
  'MK',
  'XK',
  'ME',
  'RS',
  'BA',
  'RO',
  'HU',
  'HR',
  'SI',
];
