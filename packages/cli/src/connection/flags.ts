import type { Command } from 'commander';
import type { CliEnvironment } from '../config.ts';
import { ENVIRONMENT_VARIABLES } from '../config.ts';
import { usageFailure } from '../failure.ts';

/** Flags of the region's address and the caller's certificate. */
export type ConnectionFlags = {
  readonly as?: string;
  readonly data?: string;
  readonly host?: string;
  readonly portOffset?: string;
  readonly node?: string;
  readonly insights?: string;
  readonly operations?: string;
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly timeout?: string;
};

/** Adds the flags of the connection to a command. */
export function withConnection(command: Command): Command {
  const group = command.optionsGroup('Connection (or WAYLIGHT_AS, WAYLIGHT_DATA, …):');
  return group
    .option(
      '--as <id>',
      'certificate of this organisation, authority or officer (default: the lead of the country; without a country, the first lead with a certificate)',
    )
    .option('--data <dir>', 'folder of the region, with certs/ and registry.json (default: .waylight/region)')
    .option('--port-offset <n>', "added to every port (default: the region's own)")
    .option('--host <host>', 'host of the region (default: 127.0.0.1)')
    .option('--node <host:port>', "a country node's address, outside a trial")
    .option('--insights <host:port>', "the region's insights, outside a trial")
    .option('--operations <host:port>', "the aggregation's operations, outside a trial")
    .option('--ca <file>', 'certificate authority of the region, outside a trial')
    .option('--certificate <file>', "the caller's certificate, outside a trial")
    .option('--key <file>', 'the key of that certificate; only its owner may have read access')
    .option('--timeout <time>', 'the longest wait for an answer, such as 30s or 2m (default: 30s)');
}

/** The flags. For flags that are not given, the environment. */
export function resolveFlags(flags: ConnectionFlags, env: CliEnvironment): ConnectionFlags {
  const names = Object.keys(ENVIRONMENT_VARIABLES) as (keyof ConnectionFlags)[];
  return Object.fromEntries(names.map((name) => [name, flags[name] ?? env[name]]));
}

export const DEFAULT_TIMEOUT_MS = 30_000;

/** "30s", "2m", "500ms" or "30" (seconds) in milliseconds. */
export function parseTimeoutMs(text: string | undefined): number {
  if (text === undefined) return DEFAULT_TIMEOUT_MS;
  const [, digits, unit = 's'] = /^(\d{1,7})(ms|s|m)?$/.exec(text) ?? [];
  const ms = Number(digits) * ({ ms: 1, s: 1000, m: 60_000 }[unit] ?? 0);
  // One day, which is also within the limits of setTimeout.
  if (!(ms > 0 && ms <= 86_400_000))
    throw usageFailure(`--timeout got "${text}"; expected a time such as 30s or 2m`);
  return ms;
}

export function parsePortOffset(text: string): number {
  const offset = /^-?\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(offset) || offset < -7000 || offset > 58_000)
    throw usageFailure(`--port-offset got "${text}"; expected a whole number such as 100`);
  return offset;
}

/** Checks "host:port"; an IPv6 address needs brackets. */
export function parseAddress(flag: string, text: string): string {
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^:\s/]+):(\d{1,5})$/.exec(text) ?? [];
  if (host === undefined || Number(port) < 1 || Number(port) > 65_535)
    throw usageFailure(`${flag} got "${text}"; expected host:port, such as node.example.org:7004`);
  return text;
}
