import {
  aggregationPrincipal,
  INSIGHTS_PRINCIPAL,
  type LogPrincipal,
  type LogRule,
  NODE_COUNTRIES,
  nodePrincipal,
} from '@waylight/contracts';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { COUNTRY_FLAG, nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';

type AclsFlags = { readonly country?: string; readonly prefix?: string };

export const defineTopics: DefineCommand = (command, context) => {
  command
    .description("The region's topics, and the access rights on them.")
    .addHelpText('after', '\nExample:\n  npx waylight topics acls > acls.sh');
  command
    .command('acls')
    .summary('print the access rights on Kafka as a shell script')
    .description(
      "Prints a shell script that adds Kafka ACLs for the common names of the services' certificates. Run it with the " +
        'connection flags of kafka-acls.sh for an administrator. Repeating it is harmless. Works offline.',
    )
    .option(COUNTRY_FLAG, 'only this node (default: all six, aggregation and insights)')
    .option('--prefix <prefix>', 'prefix of topics and groups, as in WAYLIGHT_TOPIC_PREFIX')
    .addHelpText(
      'after',
      '\nExample:\n  npx waylight topics acls > acls.sh\n  sh acls.sh --bootstrap-server kafka.example:9093 --command-config admin.properties',
    )
    .action(context.action((flags: AclsFlags) => printAcls(context, flags)));
};

/** Characters of names in Kafka. The script needs no quotes for them. */
const NAME = /^[\w.-]+$/;

async function printAcls(context: CommandContext, { country, prefix = '' }: AclsFlags): Promise<ExitCode> {
  if (prefix !== '' && !NAME.test(prefix))
    throw usageFailure(`--prefix got "${prefix}"; expected letters, digits, ".", "_" and "-"`);
  const principals =
    country === undefined
      ? [...NODE_COUNTRIES.map(nodePrincipal), aggregationPrincipal(), INSIGHTS_PRINCIPAL]
      : [nodePrincipal(nodeCountry(country))];
  context.print([...SCRIPT_HEAD, ...principals.flatMap((one) => commandsFor(one, prefix))].join('\n'));
  return EXIT.ok;
}

const SCRIPT_HEAD = [
  '#!/bin/sh',
  '# Access rights on the event log. Pass the connection flags of kafka-acls.sh:',
  '#   sh acls.sh --bootstrap-server HOST:PORT --command-config admin.properties',
  '# It only adds rules. KAFKA_ACLS sets another name of the command.',
  'set -eu',
];

/** One command for each rule, which covers all topics of the rule. */
function commandsFor({ commonName, rules }: LogPrincipal, prefix: string): string[] {
  return rules.map((rule) =>
    [
      `"\${KAFKA_ACLS:-kafka-acls.sh}" "$@" --add --allow-principal User:CN=${commonName}`,
      ...rule.operations.map((operation) => `--operation ${operation}`),
      ...resourcesOf(rule, prefix),
    ].join(' '),
  );
}

function resourcesOf(rule: LogRule, prefix: string): string[] {
  if ('topics' in rule) return rule.topics.map((topic) => `--topic ${prefix}${topic}`);
  return [`--resource-pattern-type prefixed --group ${prefix}${rule.groupPrefix}`];
}
