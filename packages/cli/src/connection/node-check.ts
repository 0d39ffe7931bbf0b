import type { NodeCountry } from '@waylight/contracts';
import type { PeerIdentity } from '@waylight/service-kit/client';

/** Returns an error for a server that has the wrong name in its certificate. */
export type ServerCheck = (server: PeerIdentity | null) => Error | undefined;

/** Checks that a server is the node of a country, so that a report never goes to the node of another one. */
export async function createNodeCheck(country: NodeCountry): Promise<ServerCheck> {
  const { nodeName, serviceUri } = await import('@waylight/access');
  const expected = serviceUri(nodeName(country));
  return (server) =>
    server?.uri === expected ? undefined : new Error(`(${server?.id ?? ''}, ${country})${MARK}`);
}

/** gRPC passes only the message of an error on, with words before and after it. */
const MARK = ' is the wrong node';
const MESSAGE = new RegExp(`\\(([A-Za-z0-9._-]*), ([A-Z]{2})\\)${MARK}`);

/** Explains a failed connection in words about the server; undefined if its name was not the cause. */
export function explainWrongNode(
  message: string,
): { readonly problem: string; readonly remedy: string } | undefined {
  const [match, id, wanted] = MESSAGE.exec(message) ?? [];
  if (match === undefined || id === undefined) return undefined;
  const country = /^intake-([A-Z]{2})$/.exec(id)?.[1];
  const remedy = 'or the right address with --node.';
  if (country !== undefined)
    return {
      problem: `is the node of ${country}, not the node of ${wanted}`,
      remedy: `Nothing was sent. Name the country of the node with --country ${country}, ${remedy}`,
    };
  return {
    problem:
      id === ''
        ? `has a certificate without the name of the node of ${wanted}`
        : `is ${id}, not the node of ${wanted}`,
    remedy: `Nothing was sent. Name the country of the node with --country, ${remedy}`,
  };
}
