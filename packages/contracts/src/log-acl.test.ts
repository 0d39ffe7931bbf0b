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

it('names to a node no topic of another country, nor one that all share', () => {
  for (const [i, country] of NODE_COUNTRIES.entries())
    for (const topic of topicsOf(nodes[i] ?? aggregationPrincipal()))
      expect(topic).toMatch(new RegExp(`\\.${country}$`));
});

it('lets every topic be written by one party, and read by its reader', () => {
  for (const { name } of topicRegistry()) {
    if (name === INSIGHTS_AUDIT_HEADS_TOPIC) continue;
    const [kind = '', , country] = name.split('.');
    const node = `waylight-node-${country}`;
    const ofNode =
      country !== undefined && ['reports', 'activity', 'heartbeat', 'audit-heads', 'erasures'].includes(kind);
    expect([name, may('Write', name)]).toEqual([name, [ofNode ? node : 'waylight-aggregation']]);
    const readers = kind === 'erasures' ? [] : ['waylight-aggregation'];
    const readsItself = kind === 'progress' || (ofNode && ['audit-heads', 'erasures'].includes(kind));
    expect([name, may('Read', name)]).toEqual([name, readsItself ? [node, ...readers] : readers]);
  }
});

it('lets insights write and read what its own audit ends with, and nothing else', () => {
  const { commonName } = INSIGHTS_PRINCIPAL;
  expect(topicsOf(INSIGHTS_PRINCIPAL)).toEqual([INSIGHTS_AUDIT_HEADS_TOPIC]);
  expect(may('Write', INSIGHTS_AUDIT_HEADS_TOPIC)).toEqual([commonName]);
  expect(may('Read', INSIGHTS_AUDIT_HEADS_TOPIC)).toEqual(['waylight-aggregation', commonName]);
});

it('names to the aggregation every topic of the registry once', () => {
  expect(topicsOf(aggregationPrincipal()).sort()).toEqual(
    topicRegistry()
      .map(({ name }) => name)
      .sort(),
  );
});
