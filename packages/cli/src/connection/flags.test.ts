import { expect, test } from 'vitest';
import { readCliEnvironment } from '../config.ts';
import { parseAddress, parsePortOffset, parseTimeoutMs, resolveFlags } from './flags.ts';

test('a time may have a unit; without a unit it is in seconds', () => {
  expect([undefined, '5', '5s', '2m', '300ms'].map(parseTimeoutMs)).toEqual([
    30_000, 5000, 5000, 120_000, 300,
  ]);
  for (const wrong of ['', '0', '-1', '5h', 'soon', '99999999'])
    expect(() => parseTimeoutMs(wrong)).toThrow('--timeout got');
});

test('an invalid offset or address is refused', () => {
  expect([parsePortOffset('100'), parsePortOffset('-10')]).toEqual([100, -10]);
  for (const wrong of ['x', '1.5', '60000', ''])
    expect(() => parsePortOffset(wrong)).toThrow('--port-offset got');
  expect([parseAddress('--node', 'mk.example.org:7004'), parseAddress('--node', '[::1]:1')]).toEqual([
    'mk.example.org:7004',
    '[::1]:1',
  ]);
  for (const wrong of ['host', 'host:0', 'host:70000', 'http://host:1', '::1:7004'])
    expect(() => parseAddress('--node', wrong)).toThrow('expected host:port');
});

test('a flag has precedence over its variable, and an empty variable counts as absent', () => {
  const env = readCliEnvironment({
    WAYLIGHT_AS: 'MYLA',
    WAYLIGHT_DATA: '',
    WAYLIGHT_HOST: 'h',
    NO_COLOR: '1',
  });
  expect(env).toEqual({ as: 'MYLA', host: 'h', noColour: true });
  expect(resolveFlags({ as: 'DRC' }, env)).toMatchObject({ as: 'DRC', host: 'h', data: undefined });
});
