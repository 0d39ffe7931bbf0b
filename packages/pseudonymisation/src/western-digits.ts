/** Replaces Arabic-Indic (U+0660) and Persian or Urdu (U+06F0) digits by 0 to 9. */
export function toWesternDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
