/** Declares the members that we use, because the package does not export its own types. */
declare module 'better-sqlite3-multiple-ciphers' {
  type Value = string | number | bigint | null | Uint8Array;
  type Values = Value[] | [Record<string, Value>];

  type Statement = {
    get(...values: Values): Record<string, Value> | undefined;
    all(...values: Values): Record<string, Value>[];
    run(...values: Values): { readonly changes: number; readonly lastInsertRowid: number | bigint };
    /** Returns rows as arrays from now on. */
    raw(): Statement;
  };

  export default class Sqlite {
    /** `timeout`: milliseconds that a statement waits for the lock of another connection. */
    constructor(file: string, options?: { readonly timeout?: number });
    readonly inTransaction: boolean;
    prepare(sql: string): Statement;
    exec(sql: string): this;
    /** With `simple` the first value, otherwise all rows. */
    pragma(text: string, options?: { readonly simple?: boolean }): unknown;
    close(): this;
  }
}
