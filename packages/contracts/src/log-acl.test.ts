import { expect, it } from 'vitest';
import {
  aggregationPrincipal,
  INSIGHTS_PRINCIPAL,
  type LogOperation,
  type LogPrincipal,
  nodePrincipal,
} from './log-acl.ts';
import { INSIGHTS_AUDIT_HEADS_TOPIC, NODE_COUNTRIES, topicRegistry } from './topics.ts';

const nodes = NODE_COUNTRIES.map(nodePrincipal);
const principals = [...nodes, aggregationPrincipal(), INSIGHTS_PRINCIPAL];
const topicsOf = ({ rules }: LogPrincipal) => rules.flatMap((rule) => ('topics' in rule ? rule.topics : []));
const may = (operation: LogOperation, topic: string) =>
  principals
    .filter(({ rules }) =>
      rules.some(
        (rule) => rule.operations.includes(operation) && 'topics' in rule && rule.topics.includes(topic),
      ),
    )
    .map(({ commonName }) => commonName);

it('gives a node access to topics of its own country only', () => {
  for (const [i, country] of NODE_COUNTRIES.entries())
    for (const topic of topicsOf(nodes[i] ?? aggregationPrincipal()))
      expect(topic).toMatch(new RegExp(`\\.${country}$`));
});

it('gives every principal a name that Strimzi can create', () => {
  for (const { commonName } of principals) expect(commonName).toMatch(/^[a-z0-9-]+$/);
});

it('gives every topic exactly one writer, and its readers', () => {
  for (const { name } of topicRegistry()) {
    if (name === INSIGHTS_AUDIT_HEADS_TOPIC) continue;
    const [kind = '', , country] = name.split('.');
    const node = `waylight-node-${country?.toLowerCase()}`;
    const ofNode =
      country !== undefined && ['reports', 'activity', 'heartbeat', 'audit-heads', 'erasures'].includes(kind);
    expect([name, may('Write', name)]).toEqual([name, [ofNode ? node : 'waylight-aggregation']]);
    const readers = kind === 'erasures' ? [] : ['waylight-aggregation'];
    const readsItself = kind === 'progress' || (ofNode && ['audit-heads', 'erasures'].includes(kind));
    expect([name, may('Read', name)]).toEqual([name, readsItself ? [node, ...readers] : readers]);
  }
});

it('lets insights write and read only its own audit chain heads', () => {
  const { commonName } = INSIGHTS_PRINCIPAL;
  expect(topicsOf(INSIGHTS_PRINCIPAL)).toEqual([INSIGHTS_AUDIT_HEADS_TOPIC]);
  expect(may('Write', INSIGHTS_AUDIT_HEADS_TOPIC)).toEqual([commonName]);
  expect(may('Read', INSIGHTS_AUDIT_HEADS_TOPIC)).toEqual(['waylight-aggregation', commonName]);
});

it('gives aggregation a rule for every topic of the registry', () => {
  expect(topicsOf(aggregationPrincipal()).sort()).toEqual(
    topicRegistry()
      .map(({ name }) => name)
      .sort(),
  );
});
