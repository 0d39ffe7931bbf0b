/** Marks text for a terminal, or leaves it as it is. */
export type Style = {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
};

const marked = (open: number, close: number) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`;
const plain = (text: string): string => text;

export function createStyle(coloured: boolean): Style {
  if (!coloured) return { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };
  return {
    bold: marked(1, 22),
    dim: marked(2, 22),
    red: marked(31, 39),
    green: marked(32, 39),
    yellow: marked(33, 39),
  };
}
