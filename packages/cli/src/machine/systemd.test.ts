import { expect, test } from 'vitest';
import { chooseRunner, parseUnit } from './systemd.ts';

const VARIABLES = '/srv/waylight/intake.env';
const shown = (state: string, file = VARIABLES) =>
  `LoadState=loaded\nUnitFileState=${state}\nEnvironmentFiles=/srv/waylight/.env (ignore_errors=no)\nEnvironmentFiles=${file} (ignore_errors=no)\n`;
const choose = (unit: string, hasCompose: boolean) =>
  chooseRunner(VARIABLES, { unit: parseUnit(unit), hasCompose });
const NOT_FOUND = 'LoadState=not-found\nUnitFileState=\n';

test.each([
  ['Docker, if there is no unit', NOT_FOUND, true, 'compose'],
  ['Docker, if the unit was only copied', shown('disabled'), true, 'compose'],
  ['systemd, if the unit is enabled, also with Docker', shown('enabled'), true, 'systemd'],
  ['systemd, if Docker is missing', shown('disabled'), false, 'systemd'],
])('a node is run by %s', (_, unit, hasCompose, runner) => {
  expect(choose(unit, hasCompose)).toBe(runner);
});

test('without Docker and unit, the failure says how to install the unit', () => {
  expect(() => choose(NOT_FOUND, false)).toThrow('neither Docker with Compose nor waylight-intake.service');
});

test.each([true, false])('a unit of another folder is not started (with Compose: %s)', (hasCompose) => {
  expect(() => choose(shown('enabled', '/srv/other/intake.env'), hasCompose)).toThrow('runs another node');
});
