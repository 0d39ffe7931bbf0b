export type { CodeId, ListName } from './codebook/lists.ts';
export { CODE_BOOK_VERSION, CODE_LISTS, LISTS } from './codebook/lists.ts';
