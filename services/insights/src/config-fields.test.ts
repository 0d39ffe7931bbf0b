import { expect, it } from 'vitest';
import {
  contact,
  domain,
  mailAddress,
  network,
  nodeEndpoints,
  pagesFolder,
  roleRule,
  smtpUrl,
  webhookHost,
} from './config-fields.ts';

const read = (field: ReturnType<typeof network>, texts: readonly string[]) =>
  texts.map((text) => field.safeParse(text).data);

it('accepts IP addresses and ranges of proxies, but no host names', () => {
  const right = ['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'];
  expect(read(network(), right)).toEqual(right);
  expect(read(network(), ['proxy', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', '::/129', ''])).toEqual(
    Array(6).fill(undefined),
  );
});

it('parses rules of roles, and rejects unknown roles', () => {
  expect(roleRule().parse('/groups/a=b=operator')).toEqual({ value: '/groups/a=b', role: 'operator' });
  for (const wrong of ['operator', '=operator', 'a=admin', 'a=', ''])
    expect(roleRule().safeParse(wrong).success).toBe(false);
});

it('rejects a folder that does not contain a built dashboard', () => {
  expect(read(pagesFolder(), ['/nowhere', '.', 'a\0b'])).toEqual(Array(3).fill(undefined));
});

it('parses origins of nodes, and rejects any value that would widen the content security policy', () => {
  expect(nodeEndpoints().parse('MK=https://Node.example:7104, XK=https://127.0.0.1')).toEqual([
    { country: 'MK', origin: 'https://node.example:7104' },
    { country: 'XK', origin: 'https://127.0.0.1' },
  ]);
  const wrong = [
    'https://node.example',
    'GR=https://node.example',
    'MK=http://localhost:7104',
    'MK=https://node.example/v1',
    'MK=*',
    "MK=https://node.example; script-src 'unsafe-inline'",
    'MK=https://*.example',
    'MK=https://a@node.example',
    'MK=',
    'MK=https://a.example,MK=https://b.example',
  ];
  for (const text of wrong) expect([text, nodeEndpoints().safeParse(text).success]).toEqual([text, false]);
});

it('parses hosts of webhooks without addresses, and domains of mail', () => {
  const hosts = ['hooks.example.org', 'hooks.example.org:8443', 'localhost'];
  expect(read(webhookHost(), hosts)).toEqual(hosts);
  const wrong = [
    '127.0.0.1',
    '[::1]',
    '0x7f.1',
    'a@b.example',
    'b.example/',
    '*.example',
    'b.example:443',
    '',
  ];
  expect(read(webhookHost(), wrong)).toEqual(wrong.map(() => undefined));
  expect(read(domain(), ['Example.org', 'a@example.org', '-.org', ''])).toEqual([
    'example.org',
    ...Array(3).fill(undefined),
  ]);
});

it('parses mail servers without password, and senders', () => {
  const servers = ['smtps://user@mail.example.org', 'smtp://localhost:25'];
  expect(read(smtpUrl(), servers)).toEqual(servers);
  const wrong = ['smtps://user:secret@mail.example.org', 'https://mail.example.org', 'smtp://', 'mail'];
  expect(read(smtpUrl(), wrong)).toEqual(wrong.map(() => undefined));
  expect(read(mailAddress(), ['waylight@example.org', 'Waylight <a@b.org>', 'a\n@b.org'])).toEqual([
    'waylight@example.org',
    undefined,
    undefined,
  ]);
});

it('reads a contact, and refuses other schemes than https', () => {
  for (const text of ['office@example.org', 'https://example.org/contact?lang=en'])
    expect(contact().parse(text)).toBe(text);
  for (const text of [
    '',
    'office',
    'a@b',
    'http://example.org',
    'javascript:alert(1)//a@b.c',
    'a@b.c?cc=d@e.f',
  ])
    expect([text, contact().safeParse(text).success]).toEqual([text, false]);
});
