// WAYLIGHT_TEST_DATE=YYYY-MM-DD[Thh:mm]: every process of a test run sees that date, by libfaketime.
import { run, tool } from './toolchain.mjs';

/**
 * Answers the environment that shifts the clock of a program and of all that it starts: empty without a date, undefined,
 * having said why, when it can't. What the shift needs lies in `folder`, until the last of these programs has ended.
 */
export async function shiftedEnvironment(folder) {
  const date = process.env.WAYLIGHT_TEST_DATE ?? '';
  if (date === '') return {};
  const program = 'packages/testing/src/shifted-environment.ts';
  const { code, output } = await run(tool('node'), [program, date], {
    capture: true,
    env: { TMPDIR: folder },
  });
  if (code === 0) return JSON.parse(output);
  process.stderr.write(output);
  return undefined;
}
