import { LOG_ADMINISTRATOR_NAME, type LogAcl } from '@waylight/contracts';
import { expect, test } from 'vitest';
import { desiredLog, isLogAsDesired, planAcls, revocationOf } from './plan-log.ts';

const all = desiredLog();
const { acls } = all;
const rule = (more: Partial<LogAcl>): LogAcl => ({
  principal: 'User:CN=other',
  permission: 'allow',
  operation: 'Read',
  resource: 'topic',
  name: 'elsewhere',
  pattern: 'literal',
  host: '*',
  ...more,
});
const foreignOf = (more: Partial<LogAcl>, desired = all) =>
  planAcls(desired, [...acls, rule(more)]).foreign.length;
const topics = { topics: [] };

test('nothing differs if the log has exactly the rules of the data, in any order', () => {
  expect(isLogAsDesired({ ...planAcls(all, acls.toReversed()), ...topics })).toBe(true);
  expect(planAcls(all, []).missing).toEqual(acls);
  expect(isLogAsDesired({ ...planAcls(all, acls.slice(1)), ...topics })).toBe(false);
});

test('each rule belongs to a principal, and no rule is for an administrator', () => {
  const principals = new Set(acls.map(({ principal }) => principal));
  expect([...principals]).toEqual([
    ...['al', 'ba', 'me', 'mk', 'rs', 'xk'].map((country) => `User:CN=waylight-node-${country}`),
    'User:CN=waylight-aggregation',
    'User:CN=waylight-insights',
  ]);
  expect(foreignOf({ principal: `User:CN=${LOG_ADMINISTRATOR_NAME}` })).toBe(1);
});

test.each<[string, Partial<LogAcl>]>([
  ['another operation', { principal: 'User:CN=waylight-node-mk', operation: 'Read', name: 'reports.v1.MK' }],
  [
    'the topic of another country',
    { principal: 'User:CN=waylight-node-mk', operation: 'Write', name: 'reports.v1.RS' },
  ],
  [
    'a name in upper case',
    { principal: 'User:CN=waylight-node-MK', operation: 'Write', name: 'reports.v1.MK' },
  ],
  ['everybody', { principal: 'User:*' }],
  ['connections without a certificate', { principal: 'User:ANONYMOUS' }],
  ['another principal on a topic of reports', { operation: 'Describe', name: 'reports.v1.RS' }],
  ['another principal on every topic', { name: '*' }],
  ['another principal on the start of a topic', { name: 'rep', pattern: 'prefixed' }],
  ['another principal on the group that counts', { resource: 'group', name: 'waylight-aggregation.3' }],
  ['another principal on the start of a group', { resource: 'group', name: 'way', pattern: 'prefixed' }],
])('a rule for %s is foreign', (_, more) => {
  expect(foreignOf(more)).toBe(1);
});

test.each<[string, Partial<LogAcl>]>([
  ['another topic', { name: 'reports.v1' }],
  ['another group', { resource: 'group', name: 'waylight' }],
  ['the start of another topic', { name: 'reports.v1.ZZ', pattern: 'prefixed' }],
])('a rule of another principal for %s is not foreign', (_, more) => {
  expect(foreignOf(more)).toBe(0);
});

test('a plan for one country creates only its rules, and none of the other nodes is foreign', () => {
  const ofMk = desiredLog({ countries: ['MK'] });
  expect(planAcls(ofMk, acls)).toMatchObject({ missing: [], foreign: [] });
  expect(planAcls(ofMk, []).missing.filter(({ principal }) => principal.includes('node-rs'))).toEqual([]);
  expect(ofMk.topics.map(({ name }) => name)).toContain('reports.v1.MK');
  expect(ofMk.topics.map(({ name }) => name)).not.toContain('reports.v1.RS');
});

test('names have the prefix, and the group can have another name', () => {
  const drill = desiredLog({ prefix: 'drill.', group: 'counting' });
  expect(drill.topics.every(({ name }) => name.startsWith('drill.'))).toBe(true);
  expect(drill.acls.every(({ name }) => name.startsWith('drill.'))).toBe(true);
  expect(drill.acls).toContainEqual(
    rule({
      principal: 'User:CN=waylight-aggregation',
      resource: 'group',
      name: 'drill.counting.',
      pattern: 'prefixed',
    }),
  );
});

test('a revoked node gets no rules back, and its denials are not removed', () => {
  const revoked = revocationOf('MK');
  const others = acls.filter(({ principal }) => !principal.endsWith('node-mk'));
  const plan = planAcls(all, [...others, ...revoked]);
  expect(plan).toEqual({ missing: [], foreign: [], denials: [], revoked: ['User:CN=waylight-node-mk'] });
});

test('another denial is reported, and never counts as foreign', () => {
  const denial = rule({ principal: 'User:CN=waylight-node-mk', permission: 'deny', name: 'reports.v1.MK' });
  const plan = planAcls(all, [...acls, denial]);
  expect(plan).toMatchObject({ foreign: [], denials: [denial], revoked: [] });
  expect(isLogAsDesired({ ...plan, ...topics })).toBe(false);
});
