/** What a field may hold: a text, a number, a count, a yes or no, a list of one of them or of objects, or an object. */
export type FieldShape<Field> =
  NonNullable<Field> extends string
    ? 'text'
    : NonNullable<Field> extends number
      ? 'number' | 'count'
      : NonNullable<Field> extends boolean
        ? 'flag'
        : NonNullable<Field> extends readonly (infer Element)[]
          ? readonly [Element extends string ? 'text' : Shape<Element>]
          : Shape<NonNullable<Field>>;

/** Every field of a message by name. A field that the contract gains doesn't compile until it is here. */
export type Shape<Message> = {
  readonly [Name in Exclude<keyof Message, '_unknownFields'>]-?: FieldShape<Message[Name]>;
};

/** The same without its types, as the check walks it. */
export type AnyShape =
  | 'text'
  | 'number'
  | 'count'
  | 'flag'
  | readonly [AnyShape]
  | { readonly [name: string]: AnyShape };

/** One thing wrong with a file, by the path as it is written there. It never repeats a value. */
export type ShapeProblem = { readonly path: string; readonly problem: string };
