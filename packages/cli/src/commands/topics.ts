import type { Command } from 'commander';
import { COUNTRY_FLAG } from '../connection/country.ts';
import type { Kit } from '../kit.ts';

export type AclsFlags = { readonly country?: string; readonly prefix?: string };

export function registerTopics(program: Command, kit: Kit): void {
  const topics = program
    .command('topics')
    .summary('who may do what on the event log')
    .description("The region's topics, and who may do what on them.")
    .addHelpText('after', '\nExample:\n  npx waylight topics acls > acls.sh');
  topics
    .command('acls')
    .description(
      'Prints a shell script that gives each party its rights on Kafka, by the names of their certificates. Run it with what ' +
        'kafka-acls.sh wants to reach the broker as its administrator; again is harmless. Nobody is asked: it takes no region.',
    )
    .option(COUNTRY_FLAG, 'this node alone (default: all six and aggregation)')
    .option('--prefix <prefix>', 'of topics and groups, as WAYLIGHT_TOPIC_PREFIX says it')
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight topics acls > acls.sh\n  sh acls.sh --bootstrap-server kafka.example:9093 --command-config admin.properties',
    )
    .action(
      kit.action(async (flags: AclsFlags) => {
        const { printAcls } = await import('../operations/kafka-acls.ts');
        return printAcls(kit, flags);
      }),
    );
}
