import type { DefineCommand, Subcommand } from '../command-context.ts';
import { defineApply } from './topics/apply.ts';
import { definePlan } from './topics/plan.ts';
import { defineRevoke } from './topics/revoke.ts';

const SUBCOMMANDS: readonly Subcommand[] = [
  ['plan', 'compare topics and access rules of Kafka with the desired ones', definePlan],
  ['apply', 'create missing topics and access rules', defineApply],
  ['revoke', 'exclude a node from the event log at once', defineRevoke],
];

export const defineTopics: DefineCommand = (command, context) => {
  command
    .description("The event log's topics, and the access rules on them, as Kafka's administrator.")
    .addHelpText('after', '\nExample:\n  waylight topics plan --env-file /srv/waylight/kafka.env');
  for (const [name, summary, define] of SUBCOMMANDS) define(command.command(name).summary(summary), context);
};
