import {
  aggregationPrincipal,
  INSIGHTS_PRINCIPAL,
  type LogPrincipal,
  type LogRule,
  NODE_COUNTRIES,
  nodePrincipal,
} from '@waylight/contracts';
import type { AclsFlags } from '../commands/topics.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';

/** What Kafka takes in a name; the script needs no quotes then. */
const NAME = /^[\w.-]+$/;

export function printAcls(kit: Kit, { country, prefix = '' }: AclsFlags): ExitCode {
  if (prefix !== '' && !NAME.test(prefix))
    throw usageFailure(`--prefix got "${prefix}"; it wants letters, digits, ".", "_" and "-"`);
  const parties =
    country === undefined
      ? [...NODE_COUNTRIES.map(nodePrincipal), aggregationPrincipal(), INSIGHTS_PRINCIPAL]
      : [nodePrincipal(nodeCountry(country))];
  kit.print([...HEAD, ...parties.flatMap((party) => commandsFor(party, prefix))].join('\n'));
  return EXIT.ok;
}

const HEAD = [
  '#!/bin/sh',
  '# Who may do what on the event log. Give it what kafka-acls.sh wants to reach the broker:',
  '#   sh acls.sh --bootstrap-server HOST:PORT --command-config admin.properties',
  '# It adds rules and takes none away. KAFKA_ACLS may name the command, where it is called otherwise.',
  'set -eu',
];

/** One command per rule: what a command names, it allows for every topic that it names. */
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
