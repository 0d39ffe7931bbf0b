import {
  addressOf,
  chromiumForTests,
  kafkaForTests,
  postgresForTests,
  redisForTests,
} from '@waylight/testing';
import { describe, expect, it } from 'vitest';
import { BENCHES, runBench } from './benches.ts';
import { createDependencies } from './dependencies.ts';
import { describeEnvironment } from './machine.ts';
import { peersUnavailable } from './peer-build.ts';
import { asTable } from './table.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

/** Under CI they must be there, and the test fails; elsewhere it says what would enable it. */
const noPeers = process.env.CI === undefined ? peersUnavailable() : undefined;
/** Programs that start one after the other, on a machine that does something else as well. */
const LONGEST_MS = 300_000;

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)('the bench', () => {
  it.for(Object.keys(BENCHES))(
    'of %s gives its figures at a tiny size',
    { timeout: LONGEST_MS },
    async (name, { skip }) => {
      if (name === 'streams' && noPeers !== undefined) skip(noPeers);
      const postgres = name === 'trends' ? postgresForTests() : undefined;
      if (postgres !== undefined && 'unavailable' in postgres) skip(postgres.unavailable);
      const browser = name === 'dashboard' ? chromiumForTests() : undefined;
      if (browser !== undefined && 'unavailable' in browser) skip(browser.unavailable);
      // Parts are brought as for people: the addresses that the test run has are those of its environment.
      expect([addressOf(kafka), addressOf(redis)]).not.toContain('');
      const dependencies = createDependencies();
      const figures = await runBench(name, dependencies, { tiny: true, given: {} });
      expect(figures.map((figure) => figure.name)).toEqual(BENCHES[name]?.figureNames);
      // How fast is for whoever runs it to judge; here it is only asked whether something was measured.
      for (const { measured, beside: other } of figures) {
        expect(measured.runs).toHaveLength(BENCHES[name]?.sizes.runs?.tiny ?? 0);
        expect(measured.median, JSON.stringify(measured)).toBeGreaterThan(0);
        if (other !== undefined) expect(other.ratio.median).toBeGreaterThan(0);
      }
      const setting = await describeEnvironment(dependencies, true);
      expect(setting.commit).toMatch(/^[0-9a-f]{7,}/);
      const printed = asTable(setting, figures, dependencies.pages());
      for (const figure of BENCHES[name]?.figureNames ?? []) expect(printed).toContain(figure);
      for (const { title, table } of dependencies.pages()) {
        expect(printed).toContain(title);
        expect(table.split('\n').length).toBeGreaterThan(2);
      }
      await dependencies.stop();
    },
  );
});
