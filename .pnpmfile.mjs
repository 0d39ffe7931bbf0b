// The packages of Node.js name their platform as a text. pnpm writes only lists of platforms to the lock file, and would
// otherwise download the packages of other platforms too.
const toList = (value) => (typeof value === 'string' ? [value] : value);

export const hooks = {
  readPackage(manifest) {
    const { os, cpu } = manifest;
    return { ...manifest, ...(os && { os: toList(os) }), ...(cpu && { cpu: toList(cpu) }) };
  },
};
