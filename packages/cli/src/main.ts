import process from 'node:process';
import { readCliEnvironment } from './config.ts';
import { createKit } from './kit.ts';
import { createProgram, run } from './program.ts';
import { createInterruptSignal } from './terminal/interrupt-signal.ts';

const { stdin, stdout, stderr } = process;
const kit = createKit({
  stdin,
  stdout,
  stderr,
  env: readCliEnvironment(),
  cwd: process.cwd(),
  signal: createInterruptSignal(process),
  exit: (code) => {
    process.exitCode = code;
  },
});
process.exitCode = await run(createProgram(kit), process.argv.slice(2), () => process.exitCode);
