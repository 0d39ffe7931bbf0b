import { spawnSync } from 'node:child_process';

/** Debian installs redis-cli together with redis-server, but other sources of the server lack it. */
export const hasRedisCli = (): boolean => spawnSync('redis-cli', ['--version']).status === 0;
