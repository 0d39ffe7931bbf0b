import { organisationUri } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import { createMetrics } from '@waylight/service-kit';
import { CANARIES, findCanaries, waitFor } from '@waylight/testing';
import { createNodeClient, type InProcessRegion, type NodeClient, startRegion } from '@waylight/tests-region';
import { canaryReport, INVALID_FIELDS } from '@waylight/tests-regional/canary-reports';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPOSED_METRICS, PROCESS_METRICS, SERVICES, type Service } from './exposed-metrics.ts';
import { metricNames, metricOf, parseSeries, type Series } from './exposition.ts';
import { allRules, dashboardExpressions } from './observability-files.ts';
import { metricsOfExpression } from './promql.ts';

const COUNTRIES = ['MK', 'RS'] as const satisfies readonly NodeCountry[];
const ORGANISATION = 'DRC';
const REPORTS = { MK: 7, RS: 3 } as const;

let region: InProcessRegion;
const clients = new Map<NodeCountry, NodeClient>();
/** Metrics of aggregation and insights: before any report, and after the reports of each node. */
const states: (readonly Series[])[] = [];
const texts = new Map<Service, string>();

async function scrape(service: Service, country: NodeCountry = 'MK'): Promise<string> {
  const ports = {
    intake: () => region.node(country).service().ports().ops,
    aggregation: () => region.aggregation.service().ports().ops,
    insights: () => region.files.ports.insightsOps,
  };
  const response = await fetch(`http://127.0.0.1:${ports[service]()}/metrics`);
  expect(response.status).toBe(200);
  return response.text();
}

const scrapeRegion = async () =>
  parseSeries(`${await scrape('aggregation')}\n${await scrape('insights')}`).filter(
    ({ name }) => EXPOSED_METRICS[name]?.isVolatile !== true,
  );

async function sendReports(country: keyof typeof REPORTS): Promise<void> {
  const client = clients.get(country)!;
  // The marked place is in North Macedonia.
  const where = country === 'MK' ? {} : { country, place: '' };
  for (let n = 0; n < REPORTS[country]; n++) await client.submit(canaryReport(reportId(country, n), where));
  for (const wrong of INVALID_FIELDS)
    await expect(client.submit(canaryReport('refused', wrong))).rejects.toThrow();
  const generation = region.viewStore.generation('g1');
  await waitFor('the reports are counted', async () => {
    const names = (await generation.partitions()).filter((name) => name.startsWith(`reports.v1.${country}`));
    const positions = await Promise.all(names.map((name) => generation.position(name)));
    return positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0) === REPORTS[country];
  });
}

const reportId = (country: string, n: number): string => `qzx-marked-report-${country}-${n}`;

beforeAll(async () => {
  region = await startRegion({
    run: 'in-process',
    nodes: COUNTRIES,
    aggregation: true,
    insights: true,
    env: { WAYLIGHT_INTAKE_OPS_PORT: '0' },
  });
  const tls = await region.certificates.issue(organisationUri(ORGANISATION));
  for (const country of COUNTRIES)
    clients.set(country, createNodeClient(country, region.files.ports.intake(country), tls));
  await waitFor('every state is measured', async () => {
    const text = await scrape('aggregation');
    return COUNTRIES.every((node) => text.includes(`heartbeat_timestamp_seconds{node="${node}"`));
  });
  states.push(await scrapeRegion());
  for (const country of COUNTRIES) {
    await sendReports(country);
    states.push(await scrapeRegion());
  }
  for (const service of SERVICES) texts.set(service, await scrape(service));
});
afterAll(async () => {
  for (const client of clients.values()) client.close();
  await region?.stop();
});

describe('the metrics of a region with reports', () => {
  it('at aggregation and insights are equal before and after the reports of any node', () => {
    const [before, ...after] = states;
    expect(before?.length).toBeGreaterThan(15);
    expect(after).toHaveLength(COUNTRIES.length);
    for (const state of after) expect(state).toEqual(before);
  });

  it('at a node count its reports, so the comparison can fail', async () => {
    const accepted = async (country: NodeCountry) =>
      parseSeries(await scrape('intake', country)).find(
        ({ name, labels }) => name === 'waylight_intake_operations_total' && labels.outcome === 'accepted',
      )?.value;
    expect(await accepted('MK')).toBe(String(REPORTS.MK));
    expect(await accepted('RS')).toBe(String(REPORTS.RS));
  });

  it('contain no content, no id of a report or organisation, and no reference', () => {
    const references = COUNTRIES.flatMap((country) =>
      [0, 1].map((n) => region.node(country).reference(ORGANISATION, reportId(country, n))),
    );
    for (const [service, text] of texts) {
      expect(findCanaries(text), service).toEqual([]);
      expect(text, service).not.toContain('qzx-marked');
      expect(text, service).not.toMatch(new RegExp(`\\b${ORGANISATION}\\b`));
      for (const reference of references) {
        expect(text, service).not.toContain(reference);
        expect(text, service).not.toContain(Buffer.from(reference, 'hex').toString('base64'));
      }
    }
    expect(findCanaries(`x{a="${CANARIES.identity.familyName}"} 1`)).not.toEqual([]);
  });
});

describe('every exposed metric', () => {
  it('is listed with a reason, and every listed one is exposed', () => {
    for (const [service, text] of texts) {
      const listed = Object.keys(EXPOSED_METRICS).filter((name) =>
        EXPOSED_METRICS[name]?.services.includes(service),
      );
      const exposed = metricNames(text).filter((name) => !PROCESS_METRICS.test(name));
      expect(exposed.toSorted(), service).toEqual(listed.toSorted());
    }
  });

  it('has only listed labels', () => {
    for (const [service, text] of texts) {
      const names = new Set(metricNames(text));
      for (const { name, labels } of parseSeries(text)) {
        const metric = EXPOSED_METRICS[metricOf(name, names)];
        const extra = Object.keys(labels).filter((label) => metric?.labels.includes(label) !== true);
        expect(extra, `${name} of ${service}`).toEqual(['service']);
      }
    }
  });

  it('is named as Prometheus recommends', () => {
    const units =
      /_(seconds|bytes|total|info|records|messages|partitions|version|ready|refused|broken|wrong)$/;
    expect(Object.keys(EXPOSED_METRICS).filter((name) => !units.test(name))).toEqual([]);
  });
});

describe('every expression of rules and dashboards', () => {
  it('is PromQL that reads only exposed metrics', async () => {
    // In this test, the services share a process and leave out its metrics.
    const ofProcess = (await createMetrics({ service: 'test', processMetrics: true }).expose()).body;
    const exposed = new Set([...texts.values(), ofProcess].flatMap(metricNames).concat('up'));
    const expressions = new Map([
      ...allRules().map(({ alert, expr }) => [alert, expr] as const),
      ...dashboardExpressions(),
    ]);
    expect(expressions.size).toBeGreaterThan(40);
    for (const [title, expr] of expressions) {
      const names = metricsOfExpression(expr).map((name) => metricOf(name, exposed));
      expect(
        names.filter((name) => !exposed.has(name)),
        title,
      ).toEqual([]);
    }
    expect(metricsOfExpression('rate(a[$__rate_interval]) / ignoring(b) c{d="e"}')).toEqual(['a', 'c']);
    expect(() => metricsOfExpression('rate(a[')).toThrow('not PromQL');
  });
});
