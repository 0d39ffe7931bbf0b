import process from 'node:process';
import { ConfigError } from '../config/config-error.ts';
import { runMain } from './run-main.ts';

// A process for the test of runMain: its one argument says how it behaves.
const [, , behaviour] = process.argv;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
let keepAlive: NodeJS.Timeout | undefined;

void runMain(
  () => {
    if (behaviour === 'wrong-config') {
      throw new ConfigError([{ variable: 'T_PORT', got: 'x', missing: false, wants: 'a port' }]);
    }
    return {
      start: async () => {
        keepAlive = setInterval(() => undefined, 1_000);
        if (behaviour === 'slow-start') say('starting');
        if (behaviour === 'slow-start') await new Promise((resolve) => setTimeout(resolve, 300));
        if (behaviour === 'bad-start') throw new Error('broken by Amina');
        say('started');
        if (behaviour === 'throws')
          setImmediate(() => Promise.reject(Object.assign(new Error('a bug met Amina'), { code: 'E_BUG' })));
      },
      stop: async () => {
        if (behaviour === 'hangs') await new Promise(() => undefined);
        if (behaviour === 'bad-stop') throw new Error('no');
        say('stopped');
        clearInterval(keepAlive);
      },
    };
  },
  { forcedExitMs: 500 },
);
