import { parseArgs } from 'node:util';

export type Arguments = {
  readonly dataDir: string;
  readonly portOffset: number;
  readonly empty: boolean;
};

export const USAGE = `npm start -- [--empty] [--data DIR] [--port-offset N]

Starts the whole region in its trial form, in the foreground. Ctrl-C stops it; the next start goes on where it was.

  --empty           start without the example data
  --data DIR        where everything is kept (default: .waylight/region)
  --port-offset N   shift all ports by N, 0 to 50000 (default: that of the last start, else 0)
  --help            this text
`;

/** Reads the arguments, or says in one line what is wrong with them. `portOffset` -1 stands for the last start's. */
export function parseArguments(args: readonly string[]): Arguments | 'help' | { readonly problem: string } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        empty: { type: 'boolean', default: false },
        data: { type: 'string', default: '.waylight/region' },
        'port-offset': { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const offset = values['port-offset'];
    if (offset !== undefined && !(/^\d{1,5}$/.test(offset) && Number(offset) <= 50_000))
      return { problem: '--port-offset wants a whole number from 0 to 50000' };
    if (values.data === '') return { problem: '--data wants a folder' };
    return {
      dataDir: values.data,
      portOffset: offset === undefined ? -1 : Number(offset),
      empty: values.empty,
    };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : 'the arguments cannot be read' };
  }
}
