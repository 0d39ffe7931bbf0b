import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import process from 'node:process';

/** Kills this process at the nth change of a file: in the middle of a write, otherwise before the change. */
let left = Number(process.env.KILL_AT_STEP);
const kill = (): void => void process.kill(process.pid, 'SIGKILL');
const { chmod, rename, writeFile } = promises;

promises.writeFile = async (file, data, options) => {
  left -= 1;
  if (left > 0) return writeFile(file, data, options);
  await writeFile(file, String(data).slice(0, 40), options);
  kill();
};
promises.chmod = async (...args) => {
  left -= 1;
  if (left === 0) kill();
  return chmod(...args);
};
promises.rename = async (...args) => {
  left -= 1;
  if (left === 0) kill();
  return rename(...args);
};
syncBuiltinESMExports();
