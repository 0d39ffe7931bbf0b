import { startSeparateRegion } from '@waylight/tests-separate-region';
import { runChild, startServer } from './children.ts';
import type { Figure } from './figures.ts';
import type { LoadResult, LoadSettings } from './processes/load-client.ts';
import type { Parts, Sizes } from './sizes.ts';
import { ofRuns } from './statistics.ts';

const IN_FLIGHT = { unary: 64, streamed: 1_024 } as const;

/** Reports accepted durably a second over mutual TLS, beside an echo of the same messages over the same TLS. */
export async function benchAccept(parts: Parts, sizes: Sizes): Promise<Figure[]> {
  const region = await startSeparateRegion({
    ...parts,
    countries: ['MK'],
    workers: 0,
    withInsights: false,
    partitions: sizes.partitions,
    env: { intake: { WAYLIGHT_INTAKE_RATE_PER_SECOND: '1000000', WAYLIGHT_INTAKE_RATE_BURST: '1000000' } },
  });
  const server = {
    ca: region.certificates.server.ca,
    certificate: region.certificates.server.certificate,
    key: region.certificates.server.key,
  };
  const echo = await startServer<{ port: number }>('echo-server', { tls: server });
  try {
    const figures: Figure[] = [];
    for (const mode of ['unary', 'streamed'] as const) {
      const count = mode === 'unary' ? sizes.unaryReports : sizes.streamedReports;
      const load = (to: 'node' | 'echo', run: number): Promise<LoadResult> => {
        const settings: LoadSettings = {
          address: `localhost:${to === 'echo' ? echo.port : region.ports.intake('MK')}`,
          tls: region.certificates.organisation('MYLA'),
          to,
          mode,
          idPrefix: `bench-${mode}-${run}`,
          warmUp: Math.ceil(count / 5),
          count,
          inFlight: IN_FLIGHT[mode],
        };
        return runChild<LoadResult>('load-client', settings);
      };
      const bare: number[] = [];
      const node: number[] = [];
      let messageBytes = 0;
      for (let run = 0; run < sizes.runs; run++) {
        bare.push((await load('echo', run)).perSecond);
        const result = await load('node', run);
        node.push(result.perSecond);
        messageBytes = result.messageBytes;
      }
      figures.push({
        name: `accepted, ${mode}`,
        unit: 'per second',
        measured: ofRuns(node),
        bare: {
          what: 'bare echo',
          measured: ofRuns(bare),
          ratio: ofRuns(node.map((perSecond, run) => perSecond / (bare[run] ?? Number.NaN))),
        },
        how:
          `${count} reports of ${messageBytes} bytes over one connection with ${IN_FLIGHT[mode]} in flight; client and ` +
          'node are a process each; the node relays to Kafka on this machine meanwhile; no rate limit',
      });
    }
    return figures;
  } finally {
    await echo.stop();
    await region.stop();
  }
}
