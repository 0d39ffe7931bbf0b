import { randomBytes } from 'node:crypto';
import { parseRegistry } from '@waylight/access';
import { type Actor, ANONYMOUS_ACTOR, type AuditEvent } from '@waylight/audit';
import { AuditKind, AuditOutcome } from '@waylight/contracts/audit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { beforeEach, expect, it } from 'vitest';
import { deriveSessionKeys } from '../accounts/session-keys.ts';
import type { InsightsContext } from '../context.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { createRequestAuthenticator, EVENTS_PATH } from './request-authenticator.ts';

const MYLA: Actor = { kind: 'organisation', number: 1 };
const accessRefused = (actor: Actor, outcome: AuditOutcome) => ({
  kind: AuditKind.ACCESS_REFUSED,
  actor,
  outcome,
});

const SESSION = {
  assignment: { role: 'analyst', id: 'MYLA' },
  registryVersion: 1,
  startedMs: 0,
  usedMs: 0,
} as const;
const keys = deriveSessionKeys(randomBytes(32));

let status: 'active' | 'suspended';
let ended: string[];
let clearedCookies: string[];
let noted: AuditEvent[];
let used: number;
beforeEach(() => {
  status = 'active';
  ended = [];
  clearedCookies = [];
  noted = [];
  used = 0;
});

const registry = () => {
  const organisation = { id: 'MYLA', number: 1, name: 'MYLA', countries: ['MK'], role: 'lead', status };
  const parsed = parseRegistry({ version: 1, organisations: [organisation], operators: [] });
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  return parsed.registry;
};

/** The parts of a sign-in that the authenticator uses. */
const signIn = {
  origin: 'https://insights.example',
  keys,
  sessions: {
    find: (id: string) => {
      used += id === 'known' ? 1 : 0;
      return id === 'known' ? SESSION : undefined;
    },
    peek: (id: string) => (id === 'known' ? SESSION : undefined),
    end: (id: string) => void ended.push(id),
  },
} as unknown as SignIn;

const audit = {
  recordAggregatedInBackground: (happening: AuditEvent) => void noted.push(happening),
} as InsightsContext['audit'];
const reply = { clearCookie: (name: string) => void clearedCookies.push(name) } as unknown as FastifyReply;

function visit(
  cookie: string | undefined,
  more: { method?: string; headers?: object; routeOptions?: { url: string } } = {},
) {
  const cookies = cookie === undefined ? {} : { '__Host-waylight-session': cookie };
  const common = { method: 'GET', headers: {}, routeOptions: { url: '/v1/trends' } };
  const request = { cookies, ...common, ...more } as unknown as FastifyRequest;
  const visits = createRequestAuthenticator({ registry, now: () => 0, audit }, signIn);
  visits.authenticate(request, reply);
  return {
    of: visits.authenticationOf(request),
    caller: () => visits.callerOf(request),
    still: () => visits.currentCaller(request),
  };
}

it('authenticates a request without cookie as the public, and one with a session’s cookie as the caller of the session', () => {
  expect(visit(undefined).caller()).toMatchObject({
    audience: 'public',
    member: undefined,
    actor: ANONYMOUS_ACTOR,
  });
  expect(visit('known').caller()).toMatchObject({ audience: 'partners', member: 'MYLA', actor: MYLA });
  expect(clearedCookies).toEqual([]);
});

it('ends a session at the first request after the suspension of its organisation', () => {
  status = 'suspended';
  const { of, caller } = visit('known');
  expect([of.kind, ended, clearedCookies]).toEqual(['expired', ['known'], ['__Host-waylight-session']]);
  expect(caller).toThrow('HTTP 401');
});

it('clears the cookie of an unknown session, and does not authenticate it as the public', () => {
  expect(visit('unknown').caller).toThrow('HTTP 401');
  expect(clearedCookies).toEqual(['__Host-waylight-session']);
  expect(noted).toEqual([accessRefused(ANONYMOUS_ACTOR, AuditOutcome.UNAUTHENTICATED)]);
});

it('authenticates every caller as the public without sign-in', () => {
  const kit = createRequestAuthenticator({ registry, now: () => 0, audit }, undefined);
  const request = { cookies: { '__Host-waylight-session': 'known' }, method: 'POST', headers: {} };
  kit.authenticate(request as unknown as FastifyRequest, reply);
  expect(kit.callerOf(request as unknown as FastifyRequest).audience).toBe('public');
  expect(clearedCookies).toEqual([]);
});

it('requires a page of this service for methods that change something, and for no other method', () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'QUERY'])
    expect(() => visit('known', { method }), method).toThrow('HTTP 403');
  expect(noted).toEqual(Array(6).fill(accessRefused(MYLA, AuditOutcome.PERMISSION_DENIED)));
  for (const method of ['GET', 'HEAD', 'OPTIONS']) expect(visit('known', { method }).of.kind).toBe('session');
  const headers = { 'x-csrf-token': keys.csrfToken('known'), origin: 'https://insights.example' };
  expect(visit('known', { method: 'POST', headers }).of.kind).toBe('session');
});

it('authenticates polled requests, but does not count them as use of the session', () => {
  visit('known');
  expect(used).toBe(1);
  const { of, still } = visit('known', { routeOptions: { url: EVENTS_PATH } });
  expect([of.kind, still()?.audience, used]).toEqual(['session', 'partners', 1]);
  status = 'suspended';
  expect(still()).toBeUndefined();
  expect(visit(undefined).still()?.audience).toBe('public');
});
