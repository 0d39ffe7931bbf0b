/** Styles of text on a terminal; without colours they return the text. */
export type Style = {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
};

const ansiStyle = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
const plain = (text: string): string => text;

export function createStyle(coloured: boolean): Style {
  if (!coloured) return { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };
  return {
    bold: ansiStyle(1, 22),
    dim: ansiStyle(2, 22),
    red: ansiStyle(31, 39),
    green: ansiStyle(32, 39),
    yellow: ansiStyle(33, 39),
  };
}
