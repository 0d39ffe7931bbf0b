import { readFileSync } from 'node:fs';
import { LANGUAGES, type Language } from '@waylight/taxonomy/labels';
import { describe, expect, it } from 'vitest';
import { plannedTables } from '../api/planned-table.ts';
import { formatMonth, parsePeriod } from '../text/format.ts';
import type { Locale } from '../text/locale.tsx';
import { loadTranslator } from '../text/testing/load-translator.ts';
import { namesIn, tableText } from './table-name.ts';

const SHIPPED = new URL('../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const MINIMAL = new URL('./one-table.json', SHIPPED);
const plannedIn = (plan: URL) => plannedTables(JSON.parse(readFileSync(plan, 'utf8')).tables);
const planned = plannedIn(SHIPPED);

async function speakerOf(language: Language): Promise<Pick<Locale, 't' | 'period'>> {
  const t = await loadTranslator(language);
  return {
    t,
    period: (id) => {
      const period = parsePeriod(id);
      return period?.kind === 'month' ? formatMonth(period.year, period.month, t) : id;
    },
  };
}

const ID = 'minimal-month';

describe('a table and a release have names in the language of the reader', () => {
  it.each<readonly [Language, string, string]>([
    [
      'en',
      'Reported incidents by country and type group, monthly',
      'Reported incidents by country and type group, October 2026, for members',
    ],
    [
      'sq',
      'Incidente të raportuara sipas vendit dhe grupit të llojeve, për çdo muaj',
      'Incidente të raportuara sipas vendit dhe grupit të llojeve, tetor 2026, për anëtaret',
    ],
    [
      'sr-Latn',
      'Prijavljeni incidenti po državama i grupama vrsta, mesečno',
      'Prijavljeni incidenti po državama i grupama vrsta, oktobar 2026., za članice',
    ],
    [
      'sr-Cyrl',
      'Пријављени инциденти по државама и групама врста, месечно',
      'Пријављени инциденти по државама и групама врста, октобар 2026., за чланице',
    ],
    [
      'mk',
      'Пријавени инциденти по земја и група видови, месечно',
      'Пријавени инциденти по земја и група видови, октомври 2026\u202Fг., за членките',
    ],
    [
      'bs',
      'Prijavljeni incidenti po državama i grupama vrsta, mjesečno',
      'Prijavljeni incidenti po državama i grupama vrsta, oktobar 2026., za članice',
    ],
    [
      'cnr',
      'Prijavljeni incidenti po državama i grupama vrsta, mjesečno',
      'Prijavljeni incidenti po državama i grupama vrsta, oktobar 2026., za članice',
    ],
  ])('%s', async (language, table, release) => {
    const names = namesIn(plannedIn(MINIMAL), await speakerOf(language));
    expect(names.table(ID)).toBe(table);
    expect(names.release(`${ID}.2026-10.partners`)).toBe(release);
  });

  it.each(LANGUAGES)(
    'no two tables of the shipped plan have one name, and none has an id in it, in %s',
    async (language) => {
      const names = namesIn(planned, await speakerOf(language));
      const texts = planned.map(({ id }) => names.table(id));
      expect(new Set(texts).size).toBe(planned.length);
      for (const { id, dimensions } of planned) {
        const release = names.release(`${id}.2026.public`);
        for (const text of [names.table(id), release]) {
          expect(text).not.toContain(id);
          for (const { name } of dimensions) if (/[A-Z]/.test(name)) expect(text).not.toContain(name);
        }
      }
    },
  );
});

it('names mention the region, weeks of receipt and each audience', async () => {
  const names = namesIn(planned, await speakerOf('en'));
  expect(names.table('region-quarter')).toBe('Reported incidents in the whole region, quarterly');
  expect(names.table('region-week')).toBe('Reported incidents by type group, by week of receipt');
  expect(names.release('region-week.2026-W45.network')).toBe(
    'Reported incidents by type group, reports received in 2026-W45, for the network',
  );
  expect(
    ['authorities', 'public', 'unheard-of'].map((circle) =>
      names.release(`country-year.2026.${circle}`).split(', ').at(-1),
    ),
  ).toEqual(['for authorities', 'for the public', 'unheard-of']);
});

it('an unknown table is named by its id, and a dimension by its own name', async () => {
  const speaker = await speakerOf('en');
  const names = namesIn(planned, speaker);
  expect([
    names.table('of-before'),
    names.release('of-before.2024.public'),
    names.release('no release'),
  ]).toEqual(['of-before', 'of-before.2024.public', 'no release']);
  expect(tableText({ by: ['country', 'type', 'shape'], period: 'year', isByReceipt: false }, speaker)).toBe(
    'Reported incidents by country, type and shape, yearly',
  );
});
