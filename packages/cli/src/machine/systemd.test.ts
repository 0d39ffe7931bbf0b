import { expect, test } from 'vitest';
import { parseUnit, runnerOf } from './systemd.ts';

const VARIABLES = '/srv/waylight/intake.env';
const shown = (state: string, file = VARIABLES) =>
  `LoadState=loaded\nUnitFileState=${state}\nEnvironmentFiles=/srv/waylight/.env (ignore_errors=no)\nEnvironmentFiles=${file} (ignore_errors=no)\n`;
const NOT_FOUND = 'LoadState=not-found\nUnitFileState=\n';
const choose = (written: string | undefined, unit: string) =>
  runnerOf('/srv/waylight', written, parseUnit(unit));

test.each([
  ['Compose, as written down', 'compose', NOT_FOUND, 'compose'],
  ['Compose, if the unit was only copied', 'compose', shown('disabled'), 'compose'],
  ['Compose, if the unit runs another node', 'compose', shown('enabled', '/srv/other/intake.env'), 'compose'],
  ['systemd, as written down', 'systemd', shown('disabled'), 'systemd'],
  ['Compose, in a folder of 0.4.0', undefined, shown('disabled'), 'compose'],
  ['systemd, in a folder of 0.4.0 whose unit is enabled', undefined, shown('enabled'), 'systemd'],
])('a node is run by %s', (_, written, unit, runner) => {
  expect(choose(written, unit)).toBe(runner);
});

test('Compose never starts a node that systemd runs', () => {
  expect(() => choose('compose', shown('enabled'))).toThrow('systemd runs this node');
});

test('without the unit, the failure says how to install it', () => {
  expect(() => choose('systemd', NOT_FOUND)).toThrow('waylight-intake.service is not installed');
});

test('a unit of another folder is not started', () => {
  expect(() => choose('systemd', shown('enabled', '/srv/other/intake.env'))).toThrow('runs another node');
});

test('any other runner is refused', () => {
  expect(() => choose('docker', NOT_FOUND)).toThrow('got "docker"; expected compose or systemd');
});
