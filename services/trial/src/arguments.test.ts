import { expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

it('an offset by which browsers would open no page is refused, and said why', () => {
  for (const offset of ['2000', '1990', '2975'])
    expect([offset, parseArguments(['--port-offset', offset])]).toEqual([
      offset,
      { problem: expect.stringContaining('port 10080, which browsers do not open') },
    ]);
  for (const offset of ['0', '100', '2001', '50000'])
    expect(parseArguments(['--port-offset', offset])).toMatchObject({ portOffset: Number(offset) });
});
