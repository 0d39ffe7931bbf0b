/** The store cannot be reached, or did not respond in time. A retry is safe. */
export class ViewStoreUnavailableError extends Error {
  readonly code = 'VIEW_STORE_UNAVAILABLE';
  constructor(cause: unknown) {
    super('the view store does not respond', { cause });
    this.name = 'ViewStoreUnavailableError';
  }
}

/** The store rejected a command: it is full, read-only, without permission, or a name cannot be a key. */
export class ViewStoreRefusedError extends Error {
  readonly code = 'VIEW_STORE_REFUSED';
  /** First word of the store's reply, such as OOM; empty if the command was not sent. */
  readonly reply: string;
  constructor(message: string, cause?: unknown, reply = '') {
    super(message, { cause });
    this.reply = reply;
    this.name = 'ViewStoreRefusedError';
  }
}

/** A table with this id is already stored with other content. Releases never change. */
export class ReleaseDiffersError extends Error {
  readonly code = 'RELEASE_DIFFERS';
  constructor(id: string) {
    super(`release ${id} is already stored with other content`);
    this.name = 'ReleaseDiffersError';
  }
}
