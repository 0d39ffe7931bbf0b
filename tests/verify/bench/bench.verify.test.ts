import { addressOf, kafkaForTests, postgresForTests, redisForTests } from '@waylight/testing';
import { describe, expect, it } from 'vitest';
import { BENCHES, runBench } from './benches.ts';
import { createDependencies } from './dependencies.ts';
import { describeEnvironment } from './machine.ts';
import { peersUnavailable } from './peer-build.ts';
import { asTable } from './table.ts';

const kafka = kafkaForTests();
const redis = redisForTests();

/** Under CI a missing dependency fails the test; elsewhere the test is skipped and names it. */
const noPeers = process.env.CI === undefined ? peersUnavailable() : undefined;
/** Limit for programs that start one after the other on a busy machine. */
const LONGEST_MS = 600_000;

describe.skipIf('unavailable' in kafka || 'unavailable' in redis)('the benchmarks', () => {
  it.for(Object.keys(BENCHES))(
    '%s gives its figures at a tiny size',
    { timeout: LONGEST_MS },
    async (name, { skip }) => {
      if (name === 'streams' && noPeers !== undefined) skip(noPeers);
      const postgres = name === 'trends' ? postgresForTests() : undefined;
      if (postgres !== undefined && 'unavailable' in postgres) skip(postgres.unavailable);
      // The addresses of the test run are in its environment, where the command also finds them.
      expect([addressOf(kafka), addressOf(redis)]).not.toContain('');
      const dependencies = createDependencies();
      const figures = await runBench(name, dependencies, { tiny: true, overrides: {} });
      expect(figures.map((figure) => figure.name)).toEqual(BENCHES[name]?.figureNames);
      // Speed is for the reader of the figures; here they only have to be measured.
      for (const figure of figures) {
        expect(figure.measured.runs).toHaveLength(BENCHES[name]?.sizes.runs?.tiny ?? 0);
        expect(figure.measured.median, JSON.stringify(figure)).toBeGreaterThan(0);
        if (figure.beside !== undefined) expect(figure.beside.ratio.median).toBeGreaterThan(0);
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
