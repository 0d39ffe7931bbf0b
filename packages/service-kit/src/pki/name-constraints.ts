import { AsnConvert } from '@peculiar/asn1-schema';
import {
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_nameConstraints,
  NameConstraints,
} from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';

/** Host names and IP addresses of servers. */
export type HostNames = { readonly dns: readonly string[]; readonly ip: readonly string[] };

/** Excludes all names of a kind of which none is permitted. Otherwise RFC 5280 (4.2.1.10) permits every name of that kind. */
const EVERY_NAME = { dns: [''], ip: ['0.0.0.0/0', '::/0'] } as const;

/** The extension by which clients refuse certificates of an authority for other names. A host name also permits names below it. */
export function nameConstraintsExtension(permitted: HostNames): x509.Extension {
  const excluded = {
    dns: permitted.dns.length === 0 ? EVERY_NAME.dns : [],
    ip: permitted.ip.length === 0 ? EVERY_NAME.ip : [],
  };
  const constraints = new NameConstraints({
    permittedSubtrees: subtrees({ dns: permitted.dns, ip: permitted.ip.map(toNetwork) }),
    excludedSubtrees: subtrees(excluded),
  });
  return new x509.Extension(id_ce_nameConstraints, true, AsnConvert.serialize(constraints));
}

/** The names that the constraints of an authority (PEM) refuse. An authority without constraints refuses none. */
export function refusedNames(authority: string, { dns, ip }: HostNames): string[] {
  const extension = new x509.X509Certificate(authority).getExtension(id_ce_nameConstraints);
  if (extension === null) return [];
  const { permittedSubtrees = [] } = AsnConvert.parse(extension.value, NameConstraints);
  const permitted = [...permittedSubtrees].map(({ base }) => base);
  const isPermittedHost = (name: string) =>
    permitted.some(
      ({ dNSName }) => dNSName !== undefined && (name === dNSName || name.endsWith(`.${dNSName}`)),
    );
  const isPermittedAddress = (address: string) =>
    permitted.some(({ iPAddress }) => iPAddress !== undefined && iPAddress === normaliseNetwork(address));
  return [
    ...dns.filter((name) => !isPermittedHost(name)),
    ...ip.filter((address) => !isPermittedAddress(address)),
  ];
}

function subtrees({ dns, ip }: HostNames): GeneralSubtrees | undefined {
  const names = [
    ...dns.map((dNSName) => new GeneralName({ dNSName })),
    ...ip.map((iPAddress) => new GeneralName({ iPAddress })),
  ];
  return names.length === 0
    ? undefined
    : new GeneralSubtrees(names.map((base) => new GeneralSubtree({ base })));
}

/** A network of one address, because constraints contain networks. */
const toNetwork = (address: string): string => `${address}/${address.includes(':') ? 128 : 32}`;

/** The spelling in which a decoded extension contains the address. */
function normaliseNetwork(address: string): string | undefined {
  const encoded = AsnConvert.serialize(new GeneralName({ iPAddress: toNetwork(address) }));
  return AsnConvert.parse(encoded, GeneralName).iPAddress;
}
