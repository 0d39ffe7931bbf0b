import { relative } from 'node:path';
import type { Registry } from '@waylight/access';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { builtDashboard } from '@waylight/dashboard';
import type { ExampleLoad } from '@waylight/insights';
import { XK_FOOTNOTE } from '@waylight/taxonomy';
import { type Layout, PORTS } from './layout.ts';
import { LINK_MINUTES } from './provider/sign-in-links.ts';
import type { SignInLink } from './region.ts';
import type { RegionState } from './state.ts';

/** Ways to sign in. The link is absent where others may read the output. */
export type TrialAccess = { readonly password: string; readonly link?: SignInLink };

/** The line that a start prints when the example data is loaded too. */
export const READY = `
Waylight is ready. Ctrl-C stops it; the next start continues with its data.
`;

/** The message that a start prints when pages answer: URLs, paths of certificates, and commands to try. */
export function formatStartMessage(
  layout: Layout,
  registry: Registry,
  state: RegionState,
  { password, link, load }: TrialAccess & { readonly load: ExampleLoad | undefined },
): string {
  const offset = state.portOffset;
  const relativeToCwd = (path: string) => relative(process.cwd(), path) || '.';
  const nodes = NODE_COUNTRIES.map((country) => {
    const lead = registry.findLead(country);
    return `  node ${country}        localhost:${PORTS.intake[country] + offset}   gRPC   ${lead?.id ?? '-'}${lead === undefined ? '' : `, ${lead.name}`}`;
  });
  const data =
    state.example === undefined
      ? 'No example data: the region began empty.'
      : `Example data: 260 deaths and disappearances 2014–2026 as the public record (Missing Migrants Project, IOM, CC BY 4.0),
and simulated reports of ${state.example.firstMonth} to ${state.example.lastMonth} (ids begin with "sim-": nothing in them happened).
Montenegro is silent in the newest month. One quarter is approved for authorities and the public; the newest waits for approval.`;
  const flags =
    relativeToCwd(layout.dir) === '.waylight/region' ? '' : ` --data ${relativeToCwd(layout.dir)}`;
  const pages =
    builtDashboard() === undefined
      ? 'is not built: npm run setup, then start again'
      : `http://localhost:${PORTS.insightsHttp + offset}/`;
  const open =
    link === undefined || builtDashboard() === undefined
      ? ''
      : `
Open this link  ${link.url}
                It signs in as an analyst of ${link.organisation}: once, on this machine, within ${LINK_MINUTES} minutes.
`;
  return `
Waylight runs in its trial form: one process, six countries' keys in one place. Not for real reports.
${open}
${nodes.join('\n')}
  dashboard      ${pages}
  own numbers    https://127.0.0.1:${PORTS.intakeHttp.AL + offset} to ${PORTS.intakeHttp.XK + offset}, for the dashboard's page *My organisation*: see docs/reading-numbers.md
  insights       localhost:${PORTS.insights + offset}   gRPC   trends, releases
                 http://localhost:${PORTS.insightsHttp + offset}      /v1/trends /v1/releases /v1/status /openapi.json /health/ready
  operations     localhost:${PORTS.operations + offset}   gRPC   aggregation, for operators
                 https://localhost:${PORTS.operationsHttp + offset}     with an operator's certificate: /v1/releases/preview /openapi.json

Sign in        http://localhost:${PORTS.insightsHttp + offset}/sign-in   with any account; password ${password}
               (development accounts of a provider on this machine only, http://localhost:${PORTS.provider + offset}; they prove no identity)

Certificates   ${relativeToCwd(layout.certs)} (organisations/<ID>.crt and .key, ca.crt; for this machine only)
Logs           ${relativeToCwd(layout.logFile)}
Audits         operations and reads of each service: npx waylight audit show --country MK --operator${flags}

${data}

Try next, in another terminal:
  npx waylight trends --layer public-record --unit victims --by period,country --period year${flags}
  npx waylight report examples/report.json --country MK${flags}
  npx waylight trends --own --country MK --by type${flags}

* XK: ${XK_FOOTNOTE}.
${
  load === undefined
    ? ''
    : `
The example data is loading, for about ${load.secondsLeft} seconds. Until then pages show a part of it, and commands are refused.
`
}`;
}
