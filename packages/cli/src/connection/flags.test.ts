import { expect, test } from 'vitest';
import { cliEnvironment } from '../config.ts';
import { address, portOffset, settled, timeoutMs } from './flags.ts';

test('a time is read with its unit, in seconds without one', () => {
  expect([undefined, '5', '5s', '2m', '300ms'].map(timeoutMs)).toEqual([30_000, 5000, 5000, 120_000, 300]);
  for (const wrong of ['', '0', '-1', '5h', 'soon', '99999999'])
    expect(() => timeoutMs(wrong)).toThrow('--timeout got');
});

test('an offset and an address are refused where they are none', () => {
  expect([portOffset('100'), portOffset('-10')]).toEqual([100, -10]);
  for (const wrong of ['x', '1.5', '60000', '']) expect(() => portOffset(wrong)).toThrow('--port-offset got');
  expect([address('--node', 'mk.example.org:7004'), address('--node', '[::1]:1')]).toEqual([
    'mk.example.org:7004',
    '[::1]:1',
  ]);
  for (const wrong of ['host', 'host:0', 'host:70000', 'http://host:1', '::1:7004'])
    expect(() => address('--node', wrong)).toThrow('it wants host:port');
});

test('a flag comes before the environment, and an empty variable is none', () => {
  const env = cliEnvironment({ WAYLIGHT_AS: 'MYLA', WAYLIGHT_DATA: '', WAYLIGHT_HOST: 'h', NO_COLOR: '1' });
  expect(env).toEqual({ as: 'MYLA', host: 'h', noColour: true });
  expect(settled({ as: 'DRC' }, env)).toMatchObject({ as: 'DRC', host: 'h', data: undefined });
});
