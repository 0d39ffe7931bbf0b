declare module 'saxen' {
  /** The used part of the parser. Attributes are raw; `decode` resolves character references. */
  export class Parser {
    on(
      event: 'openTag',
      listener: (
        name: string,
        attributes: () => Readonly<Record<string, string>>,
        decode: (text: string) => string,
      ) => void,
    ): this;
    on(event: 'error' | 'warn', listener: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
