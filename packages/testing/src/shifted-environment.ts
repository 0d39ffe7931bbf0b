/**
 * Prints, as JSON, an environment in which processes see the given date. From this date, their time runs normally. Argument:
 * YYYY-MM-DD[Thh:mm], in UTC; noon by default. The file of the shift is in the temporary folder.
 */
import process from 'node:process';
import { createShiftedClock } from './shifted-clock.ts';

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/;
const SECOND_MS = 1000;

process.exitCode = await print(process.argv[2] ?? '');

async function print(date: string): Promise<number> {
  const toMs = Date.parse(`${date}${date.includes('T') ? '' : 'T12:00'}Z`);
  // JavaScript accepts dates such as 30 February, and converts them to another date.
  if (!DATE.test(date) || !new Date(toMs || 0).toISOString().startsWith(date)) {
    process.stderr.write(`WAYLIGHT_TEST_DATE is ${date}: it must be YYYY-MM-DD or YYYY-MM-DDThh:mm\n`);
    return 2;
  }
  const clock = await createShiftedClock();
  if ('unavailable' in clock) {
    process.stderr.write(`WAYLIGHT_TEST_DATE can't be set: ${clock.unavailable}\n`);
    return 1;
  }
  clock.shift(Math.round((toMs - Date.now()) / SECOND_MS));
  process.stdout.write(JSON.stringify(clock.env));
  return 0;
}
