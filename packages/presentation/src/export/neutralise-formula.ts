/** A text that no spreadsheet runs as a formula (OWASP, CSV injection): what could begin one gets an apostrophe in front. */
export function neutraliseFormula(text: string): string {
  return /^[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20]/.test(text) ? `'${text}` : text;
}
