/** Where the reader is, as it may stand behind our origin: a sign-in comes back to it. */
export const currentPath = (): string => `${location.pathname}${location.search}`;
