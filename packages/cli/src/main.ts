import process from 'node:process';
import { cliEnvironment } from './config.ts';
import { createKit } from './kit.ts';
import { createProgram, run } from './program.ts';
import { interruptible } from './terminal/interruptible.ts';

const { stdin, stdout, stderr } = process;
const kit = createKit({
  stdin,
  stdout,
  stderr,
  env: cliEnvironment(),
  cwd: process.cwd(),
  signal: interruptible(process),
  exit: (code) => {
    process.exitCode = code;
  },
});
process.exitCode = await run(createProgram(kit), process.argv.slice(2), () => process.exitCode);
