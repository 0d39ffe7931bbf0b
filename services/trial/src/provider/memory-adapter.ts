import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

type Entry = { readonly payload: AdapterPayload; readonly until: number };

/** Maximum of stored entries, more than the sign-ins of one machine need. Above it the oldest entry is deleted. */
const MAX_ENTRIES = 5_000;

/** The provider's storage, in memory: a restart ends all sessions. */
export function createMemoryAdapter(now: () => number): AdapterFactory {
  const entries = new Map<string, Entry>();
  const unexpired = (entry: Entry | undefined): AdapterPayload | undefined =>
    entry !== undefined && now() < entry.until ? entry.payload : undefined;
  const findBy = (kind: string, test: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, entry] of entries)
      if (key.startsWith(`${kind}:`) && test(entry.payload)) return unexpired(entry);
    return undefined;
  };
  return (kind): Adapter => ({
    async upsert(id, payload, expiresInSeconds) {
      const until = expiresInSeconds === undefined ? Infinity : now() + expiresInSeconds * 1_000;
      const key = `${kind}:${id}`;
      // Reinserted, so that the first entry of the map is the oldest.
      entries.delete(key);
      entries.set(key, { payload, until });
      for (const [first, entry] of entries) {
        if (entries.size <= MAX_ENTRIES && now() < entry.until) break;
        entries.delete(first);
      }
    },
    find: async (id) => unexpired(entries.get(`${kind}:${id}`)),
    findByUid: async (uid) => findBy(kind, (payload) => payload.uid === uid),
    findByUserCode: async (userCode) => findBy(kind, (payload) => payload.userCode === userCode),
    async consume(id) {
      const entry = entries.get(`${kind}:${id}`);
      if (entry !== undefined) entry.payload.consumed = Math.floor(now() / 1_000);
    },
    async destroy(id) {
      entries.delete(`${kind}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
    },
  });
}
