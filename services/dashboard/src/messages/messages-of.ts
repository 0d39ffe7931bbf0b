/** The same keys in another language: one that is missing, or left over, does not compile. */
export type MessagesOf<English extends Readonly<Record<string, string>>> = Readonly<
  Record<keyof English, string>
>;
