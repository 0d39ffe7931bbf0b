import { hasEndpoint } from '@waylight/access';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { loadProgram } from '../testing/run-command.ts';
import { COMMAND_ENDPOINTS } from './command-endpoints.ts';

function leaves(command: Command, path: readonly string[] = []): { path: string; command: Command }[] {
  return command.commands.length === 0
    ? [{ path: path.join(' '), command }]
    : command.commands.flatMap((one) => leaves(one, [...path, one.name()]));
}

test('every command is listed, with endpoints that exist and options that it has', async () => {
  const commands = leaves(await loadProgram());
  expect(Object.keys(COMMAND_ENDPOINTS).sort()).toEqual(commands.map(({ path }) => path).sort());
  for (const { path, command } of commands)
    for (const { server, endpoint, option } of COMMAND_ENDPOINTS[path] ?? []) {
      expect([path, endpoint, hasEndpoint(server, endpoint)]).toEqual([path, endpoint, true]);
      const options = command.options.map(({ long }) => long);
      if (option !== undefined) expect([path, options.includes(option) && option]).toEqual([path, option]);
    }
});
