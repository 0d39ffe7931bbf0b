import { startRegion } from '@waylight/tests-region';
import { bench } from './bench.ts';
import { runChild, startServer } from './children.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure, interleaved } from './figures.ts';
import type { LoadResult, LoadSettings } from './processes/load-client.ts';
import { ofRuns } from './statistics.ts';

const IN_FLIGHT = { unary: 64, streamed: 1_024 } as const;
const MIN = { unary: 0.6, streamed: 0.5 } as const;

/** Reports accepted durably per second over mutual TLS, compared with an echo of the same messages over the same TLS. */
export const accept = bench({
  about: 'reports accepted durably per second over mutual TLS, compared with a bare echo',
  figureNames: ['accepted, unary', 'accepted, streamed'],
  sizes: {
    unaryReports: { usual: 16_000, tiny: 200, about: 'reports sent one by one' },
    streamedReports: { usual: 60_000, tiny: 400, about: 'reports sent on one stream' },
    partitions: { usual: 3, tiny: 1, about: "partitions of each country's topic" },
  },
  run: benchAccept,
});

type Sizes = Readonly<Record<'runs' | 'unaryReports' | 'streamedReports' | 'partitions', number>>;

async function benchAccept(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const { kafka, redis } = await dependencies.kafkaAndRedis();
  const region = await startRegion({
    run: 'processes',
    log: kafka,
    store: redis,
    nodes: ['MK'],
    workers: 0,
    insights: false,
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
      let loads = 0;
      let messageBytes = 0;
      const load = (to: 'node' | 'echo') => async (): Promise<number> => {
        const settings: LoadSettings = {
          address: `localhost:${to === 'echo' ? echo.port : region.ports.intake('MK')}`,
          tls: region.certificates.organisation('MYLA'),
          to,
          mode,
          idPrefix: `bench-${mode}-${loads++}`,
          warmUp: Math.ceil(count / 5),
          count,
          inFlight: IN_FLIGHT[mode],
        };
        const result = await runChild<LoadResult>('load-client', settings);
        messageBytes = result.messageBytes;
        return result.perSecond;
      };
      const { echo: bare, node } = await interleaved(sizes.runs, { echo: load('echo'), node: load('node') });
      figures.push({
        name: `accepted, ${mode}`,
        unit: 'per second',
        measured: ofRuns(node),
        beside: compareWith('bare echo', node, bare),
        goal: { of: 'ratio', atLeast: MIN[mode] },
        how:
          `${count} reports of ${messageBytes} bytes over one connection with ${IN_FLIGHT[mode]} in flight; client and ` +
          'node are separate processes; meanwhile the node relays to Kafka on this machine; no rate limit',
      });
    }
    return figures;
  } finally {
    await echo.stop();
    await region.stop();
  }
}
