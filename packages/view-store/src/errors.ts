/** The store can't be reached, or didn't answer in time. Safe to ask again. */
export class ViewStoreUnavailableError extends Error {
  readonly code = 'VIEW_STORE_UNAVAILABLE';
  constructor(cause: unknown) {
    super('the view store does not answer', { cause });
    this.name = 'ViewStoreUnavailableError';
  }
}

/** The store answered that it can't do this: full, read-only, without permission, or a name that can't be a key. */
export class ViewStoreRefusedError extends Error {
  readonly code = 'VIEW_STORE_REFUSED';
  /** The first word of the store's own reply, such as OOM; empty where it was not asked. */
  readonly reply: string;
  constructor(message: string, cause?: unknown, reply = '') {
    super(message, { cause });
    this.reply = reply;
    this.name = 'ViewStoreRefusedError';
  }
}

/** Somebody tried to put other content under the id of a released table: releases never change. */
export class ReleaseDiffersError extends Error {
  readonly code = 'RELEASE_DIFFERS';
  constructor(id: string) {
    super(`release ${id} is already stored with other content`);
    this.name = 'ReleaseDiffersError';
  }
}
