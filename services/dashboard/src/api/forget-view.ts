/** What was read last stands under it, in the storage of the browser. */
export const KEY = 'waylight-kept-view';

export const forgetView = (store: Pick<Storage, 'removeItem'>): void => store.removeItem(KEY);
