import process from 'node:process';
import { startKafka, startRedis } from '@waylight/testing';
import { parseArguments, USAGE } from './arguments.ts';
import { runBenches } from './benches.ts';
import { asTable } from './figures.ts';
import { describeMachine } from './machine.ts';

const given = parseArguments(process.argv.slice(2));
if (given === 'help') process.stdout.write(USAGE);
else if ('problem' in given) {
  process.stderr.write(`${given.problem}\n`);
  process.exitCode = 2;
} else {
  const [kafka, redis] = await Promise.all([startKafka(), startRedis()]);
  try {
    const missing = [kafka, redis].flatMap((part) => ('unavailable' in part ? [part.unavailable] : []));
    if ('unavailable' in kafka || 'unavailable' in redis) throw new Error(missing.join('\n'));
    const machine = await describeMachine(process.env.WAYLIGHT_TEST_KAFKA !== undefined, redis.address);
    const parts = { kafka: kafka.address, redis: redis.address };
    const figures = await runBenches(given.names, parts, given.sizes, (name) =>
      process.stderr.write(`measuring: ${name}\n`),
    );
    process.stdout.write(
      given.json ? `${JSON.stringify({ machine, figures }, null, 2)}\n` : `${asTable(machine, figures)}\n`,
    );
  } finally {
    for (const part of [kafka, redis]) if ('stop' in part) await part.stop();
  }
}
