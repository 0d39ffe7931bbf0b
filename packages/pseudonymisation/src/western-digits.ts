/** Arabic-Indic (U+0660) and Persian or Urdu (U+06F0) digits as 0 to 9; all else as it is. */
export function toWesternDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
