/** The kind of a field: text, number, count, flag, object, or a list of texts or objects. */
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

/** The shape of every field of a message. After a new field in the contract, a shape does not compile until it is added. */
export type Shape<Message> = {
  readonly [Name in Exclude<keyof Message, '_unknownFields'>]-?: FieldShape<Message[Name]>;
};

/** A shape without its message type. */
export type AnyShape =
  | 'text'
  | 'number'
  | 'count'
  | 'flag'
  | readonly [AnyShape]
  | { readonly [name: string]: AnyShape };

/** One problem of a file. `path` is spelled as in the file. `problem` never quotes a value. */
export type ShapeProblem = { readonly path: string; readonly problem: string };
