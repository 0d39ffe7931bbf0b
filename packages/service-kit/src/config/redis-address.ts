import { ConfigError } from './config-error.ts';
import { readKey } from './credential-files.ts';
import { field, type TextField } from './fields.ts';
import { withLocalNetworkHint } from './local-network.ts';

const REFUSED = { ok: false } as const;

/** The URL of a Redis server. Its password is in the file that `passwordVariable` names, never in the URL. */
export function redisUrl(passwordVariable: string): TextField<string> {
  return field(
    `an address such as rediss://user@redis.example:6379, without a password: ${passwordVariable} names the file of the password`,
    (value) => {
      const { protocol, hostname, password } = URL.parse(value) ?? {};
      const isRedis = protocol === 'redis:' || protocol === 'rediss:';
      return isRedis && hostname !== '' && password === '' ? { ok: true, value } : REFUSED;
    },
  );
}

export type RedisAddress = {
  readonly urlVariable: string;
  readonly url: string;
  readonly passwordVariable: string;
  readonly passwordFile: string | undefined;
  readonly localNetwork: boolean;
};

/**
 * Reads the password from its file and returns the URL with the password. TLS and a user of the service's own are required, unless
 * the network is local.
 * @throws ConfigError; KeyExposedError if others can read the file. Neither message contains URL or password.
 */
export async function readRedisUrl({
  urlVariable,
  url,
  passwordVariable,
  passwordFile,
  localNetwork,
}: RedisAddress): Promise<string> {
  const address = new URL(url);
  const { protocol, username } = address;
  const password = passwordFile === undefined ? '' : (await readKey(passwordFile)).replace(/\r?\n$/, '');
  if (passwordFile !== undefined && password === '')
    throw new ConfigError([
      { variable: passwordVariable, got: passwordFile, missing: false, wants: 'a file that is not empty' },
    ]);
  if (!localNetwork && (protocol !== 'rediss:' || username === '' || username === 'default'))
    throw new ConfigError([
      {
        variable: urlVariable,
        got: null,
        missing: false,
        wants: withLocalNetworkHint("rediss:// with the service's own user, not the user default"),
      },
    ]);
  if (!localNetwork && password === '')
    throw new ConfigError([
      {
        variable: passwordVariable,
        got: null,
        missing: true,
        wants: withLocalNetworkHint('the path of a file with the password of that user'),
      },
    ]);
  if (password === '') return url;
  // The client ignores a separate password if the URL names a user. The setter does not encode "%".
  address.password = encodeURIComponent(password);
  return address.href;
}
