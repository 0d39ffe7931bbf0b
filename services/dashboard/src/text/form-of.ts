/** Name of the value of a message that is the plural form of another one, such as "few". */
export const formOf = (name: string): string => `form of ${name}`;
