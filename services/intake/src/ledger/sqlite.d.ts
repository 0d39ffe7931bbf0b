/** What the ledger uses of it: its own types are not among what its package exports. */
declare module 'better-sqlite3-multiple-ciphers' {
  type Value = string | number | null | Uint8Array;

  type Statement = {
    get(...values: Value[]): Record<string, unknown> | undefined;
    all(...values: Value[]): Record<string, unknown>[];
    run(...values: Value[]): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  };

  export default class Sqlite {
    /** `timeout`: how many milliseconds a lock of somebody else is waited for. */
    constructor(file: string, options?: { readonly timeout?: number });
    readonly inTransaction: boolean;
    prepare(sql: string): Statement;
    exec(sql: string): this;
    /** With `simple` the first value, otherwise all rows. */
    pragma(text: string, options?: { readonly simple?: boolean }): unknown;
    close(): this;
  }
}
