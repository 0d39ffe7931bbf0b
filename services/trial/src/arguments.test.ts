import { expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

it('refuses an offset that puts a page at a port which browsers block', () => {
  for (const offset of ['2000', '1990', '2975'])
    expect([offset, parseArguments(['--port-offset', offset])]).toEqual([
      offset,
      { problem: expect.stringContaining('port 10080, which browsers do not open') },
    ]);
  for (const offset of ['0', '100', '2001', '50000'])
    expect(parseArguments(['--port-offset', offset])).toMatchObject({ portOffset: Number(offset) });
});
