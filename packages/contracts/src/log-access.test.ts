import { expect, it } from 'vitest';
import {
  aggregationParty,
  INSIGHTS_PARTY,
  type LogOperation,
  type LogParty,
  nodeParty,
} from './log-access.ts';
import { INSIGHTS_AUDIT_HEADS_TOPIC, NODE_COUNTRIES, topicRegistry } from './topics.ts';

const nodes = NODE_COUNTRIES.map(nodeParty);
const parties = [...nodes, aggregationParty(), INSIGHTS_PARTY];
const topicsOf = ({ rules }: LogParty) => rules.flatMap((rule) => ('topics' in rule ? rule.topics : []));
const may = (operation: LogOperation, topic: string) =>
  parties
    .filter(({ rules }) =>
      rules.some(
        (rule) => rule.operations.includes(operation) && 'topics' in rule && rule.topics.includes(topic),
      ),
    )
    .map(({ commonName }) => commonName);

it('names to a node no topic of another country, nor one that all share', () => {
  for (const [i, country] of NODE_COUNTRIES.entries())
    for (const topic of topicsOf(nodes[i] ?? aggregationParty()))
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
  const { commonName } = INSIGHTS_PARTY;
  expect(topicsOf(INSIGHTS_PARTY)).toEqual([INSIGHTS_AUDIT_HEADS_TOPIC]);
  expect(may('Write', INSIGHTS_AUDIT_HEADS_TOPIC)).toEqual([commonName]);
  expect(may('Read', INSIGHTS_AUDIT_HEADS_TOPIC)).toEqual(['waylight-aggregation', commonName]);
});

it('names to the aggregation every topic of the registry once', () => {
  expect(topicsOf(aggregationParty()).sort()).toEqual(
    topicRegistry()
      .map(({ name }) => name)
      .sort(),
  );
});
