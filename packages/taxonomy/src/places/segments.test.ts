import { expect, test } from 'vitest';
import { LANGUAGES } from '../codebook/languages.ts';
import { findSegment } from './find-segment.ts';
import { parsePushbackChain } from './pushback-chain.ts';
import { STRETCHES } from './segment-data.ts';
import { SEGMENTS, segmentById, segmentByNumber, segmentLabel } from './segments.ts';

function ids(text: string): string[] {
  const lookup = findSegment(text);
  if (lookup.kind === 'found') return [lookup.value.id];
  return lookup.kind === 'candidates' ? lookup.candidates.map((segment) => segment.id) : [];
}

test('ids and numbers are unique, 0 is unknown and 1 is not at a border', () => {
  expect(new Set(SEGMENTS.map((segment) => segment.id)).size).toBe(SEGMENTS.length);
  expect(new Set(SEGMENTS.map((segment) => segment.number)).size).toBe(SEGMENTS.length);
  expect(segmentByNumber(0)?.id).toBe('unknown');
  expect(segmentByNumber(1)?.id).toBe('not-at-border');
});

test('published numbers never change', () => {
  expect(segmentById('RS-HU')?.number).toBe(51_000);
  expect(segmentById('RS-BA.drina')?.number).toBe(50_201);
  expect(segmentById('BA-RS.drina')?.number).toBe(20_501);
  expect(segmentById('MK-RS.miratovac-lojane')?.number).toBe(40_501);
});

test('every pair and every stretch exists in both directions', () => {
  for (const { from, to, stretch } of SEGMENTS) {
    if (from === undefined || to === undefined) continue;
    expect(segmentById(`${to}-${from}${stretch === undefined ? '' : `.${stretch.key}`}`)).toBeDefined();
  }
  for (const { between, key } of STRETCHES) expect(segmentById(`${between.join('-')}.${key}`)).toBeDefined();
});

test('the stretches used in the field exist', () => {
  const named = [
    'RS-BA.drina',
    'BA-HR.bihac-velika-kladusa',
    'MK-RS.miratovac-lojane',
    'GR-MK.gevgelija',
    'GR-AL.kapshtice',
    'GR-AL.kakavije',
    'AL-ME.tuzi',
    'ME-BA.hum-scepan-polje',
    'RS-HR.sid',
    'RS-HU.horgos',
    'RS-HU.subotica',
  ];
  for (const id of named) expect(segmentById(id), id).toBeDefined();
});

test('a segment is found by its label in every language', () => {
  for (const segment of SEGMENTS) {
    for (const language of LANGUAGES) {
      expect(ids(segment.labels[language]), `${segment.id} ${language}`).toContain(segment.id);
    }
  }
});

test('a pair with a direction is found in any spelling', () => {
  for (const text of [
    'RS-BA',
    'RS → BA',
    'RS->BA',
    'rs | ba',
    'Serbia to Bosnia',
    'from Serbia to BiH',
    'Србија → Босна',
  ]) {
    expect(ids(text), text).toEqual(['RS-BA']);
  }
});

test('a stretch with a direction is found; without a direction, both directions are candidates', () => {
  for (const text of [
    'Drina RS→BA',
    'RS-BA.drina',
    'Drina (RS → BiH)',
    'Дрина (Србија → Босна и Херцеговина)',
  ]) {
    expect(ids(text), text).toEqual(['RS-BA.drina']);
  }
  expect(findSegment('Drina').kind).toBe('candidates');
  expect([...ids('Drina')].sort()).toEqual(['BA-RS.drina', 'RS-BA.drina']);
  expect(ids('Danube').length).toBeGreaterThan(2);
});

test('`not at a border` is a segment value, and a single country is not a segment', () => {
  expect(ids('not at a border')).toEqual(['not-at-border']);
  expect(ids('Jo në kufi')).toEqual(['not-at-border']);
  expect(ids('Hungary')).toEqual([]);
  expect(segmentLabel('RS-HU', 'sq')).toBe('Serbia → Hungaria');
});

test('a chain pushback is one incident at the segment of its last leg, with the whole chain', () => {
  const chain = parsePushbackChain('SI | HR → HR | BA');
  expect(chain).toMatchObject({ kind: 'chain', type: 'chain-pushback', countries: ['SI', 'HR', 'BA'] });
  if (chain.kind === 'chain') expect(chain.segment.id).toBe('HR-BA');
  expect(parsePushbackChain('Italy | Slovenia -> SI | HR -> HR | BiH')).toMatchObject({
    countries: ['IT', 'SI', 'HR', 'BA'],
  });
});

test('a single leg is a pushback, not a chain pushback', () => {
  expect(parsePushbackChain('HR | BA')).toMatchObject({ type: 'pushback', countries: ['HR', 'BA'] });
});

test('legs that do not connect, countries that are not neighbours, and unknown names are rejected', () => {
  for (const text of [
    'SI | HR → BA | RS',
    'AT | BA',
    'HR | Atlantis',
    'HR',
    '',
    'HR | ',
    'Serbia/Kosovo | MK',
  ]) {
    expect(parsePushbackChain(text).kind, text).toBe('invalid');
  }
});
