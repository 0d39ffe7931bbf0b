import process from 'node:process';
import { ConfigError } from '../config/config-error.ts';
import { runMain } from './run-main.ts';

// Process for the test of runMain. Its argument selects the behaviour.
const [, , behaviour] = process.argv;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
let keepAlive: NodeJS.Timeout | undefined;

void runMain(
  () => {
    if (behaviour === 'wrong-config') {
      throw new ConfigError([{ variable: 'T_PORT', got: 'x', missing: false, wants: 'a port' }]);
    }
    return {
      start: async () => {
        keepAlive = setInterval(() => undefined, 1_000);
        if (behaviour === 'slow-start') print('starting');
        if (behaviour === 'slow-start') await new Promise((resolve) => setTimeout(resolve, 300));
        if (behaviour === 'bad-start') throw new Error('broken by Amina');
        print('started');
        if (behaviour === 'throws')
          setImmediate(() => Promise.reject(Object.assign(new Error('a bug met Amina'), { code: 'E_BUG' })));
      },
      stop: async () => {
        if (behaviour === 'hangs') await new Promise(() => undefined);
        if (behaviour === 'bad-stop') throw new Error('no');
        print('stopped');
        clearInterval(keepAlive);
      },
    };
  },
  { forcedExitMs: 500 },
);
