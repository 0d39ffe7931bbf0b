export const BULLETINS = '/bulletins';
/** No bulletin is called so: ids are UUIDs. */
export const NEW = 'new';
/** In addresses: what is done with a bulletin. */
export const VIEW = 'view';

export const newPath = `${BULLETINS}/${NEW}`;
export const readPath = (id: string): string => `${BULLETINS}/${id}`;
export const editPath = (id: string): string => `${BULLETINS}/${id}?${VIEW}=edit`;
