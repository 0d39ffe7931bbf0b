import { createHash } from 'node:crypto';

/**
 * Atomic steps run as scripts in the server. Each script uses only its own keys, which share one hash tag, so it also runs on
 * Redis Cluster. Redis runs no other command during a script, but does not undo a script that fails midway. So all writes of a
 * script can be repeated, and the write that marks completion is last.
 */
export type RedisScript = { readonly lua: string; readonly sha1: string };

function script(lua: string): RedisScript {
  return { lua, sha1: createHash('sha1').update(lua).digest('hex') };
}

/** KEYS: meta. Returns epoch, position, summary. */
export const claimScript = script(`
local epoch = redis.call('HINCRBY', KEYS[1], 'epoch', 1)
local kept = redis.call('HMGET', KEYS[1], 'position', 'summary')
return {epoch, kept[1], kept[2]}
`);

/**
 * KEYS: meta, buckets, contributions, then one hash of cells per bucket.
 * ARGV: epoch, expected position, next position, '1' if there is a summary, the summary, the number of bucket
 * names, the names; then for the contributions and each hash of cells two MessagePack arrays: names and values to
 * write, names to delete. Lua cannot unpack more than about 8,000 values at once.
 *
 * An error after the first write would leave contributions without cells, because the worker drops its batch and finds the
 * events already applied. Redis 7 checks memory only before the first write, and passes the effects to append-only file and
 * replicas as one transaction, so neither a full memory nor a crash leaves a part. The known other causes are a key of another
 * type and a missing right of the user. Then the node's hourly comparison reports the partition, and a rebuild repairs it.
 */
export const commitScript = script(`
local meta = redis.call('HMGET', KEYS[1], 'epoch', 'position')
if meta[1] ~= ARGV[1] then return 'fenced' end
if (meta[2] or '') ~= ARGV[2] then return 'moved' end
local function inParts(command, key, packed)
  if packed == '' then return end
  local values = cmsgpack.unpack(packed)
  local last = #values
  for first = 1, last, 4000 do
    redis.call(command, key, unpack(values, first, math.min(first + 3999, last)))
  end
end
local names = tonumber(ARGV[6])
for first = 7, 6 + names, 4000 do
  redis.call('SADD', KEYS[2], unpack(ARGV, first, math.min(first + 3999, 6 + names)))
end
local at = 7 + names
for key = 3, #KEYS do
  inParts('HSET', KEYS[key], ARGV[at])
  inParts('HDEL', KEYS[key], ARGV[at + 1])
  at = at + 2
end
if ARGV[4] == '1' then redis.call('HSET', KEYS[1], 'summary', ARGV[5]) end
redis.call('HSET', KEYS[1], 'position', ARGV[3])
return 'applied'
`);

/**
 * KEYS: meta, buckets, then hashes of cells. Returns the position, the names of all buckets and the requested hashes. The caller
 * compares the names with those that it requested, and repeats the script if a name is new.
 */
export const snapshotScript = script(`
local cells = {}
for key = 3, #KEYS do cells[key - 2] = redis.call('HGETALL', KEYS[key]) end
return {redis.call('HGET', KEYS[1], 'position'), redis.call('SMEMBERS', KEYS[2]), cells}
`);

/**
 * KEYS: meta, the frozen set, then pairs of live and frozen hash. ARGV: names of the buckets.
 * Returns the position at which the set was frozen, now or earlier.
 */
export const freezeScript = script(`
local frozen = redis.call('HGET', KEYS[2], 'position')
if frozen then return frozen end
for key = 3, #KEYS, 2 do
  if redis.call('COPY', KEYS[key], KEYS[key + 1], 'REPLACE') == 0 then redis.call('DEL', KEYS[key + 1]) end
end
local position = redis.call('HGET', KEYS[1], 'position') or ''
redis.call('HSET', KEYS[2], 'buckets', ARGV[1], 'position', position)
return position
`);

/** KEYS: pointer. ARGV: from ('' when unset), to. */
export const flipScript = script(`
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 'moved' end
redis.call('SET', KEYS[1], ARGV[2])
return 'flipped'
`);

/**
 * KEYS: selected freezes, decision, unselected sets, discarded sets. ARGV: period, its new entry, names of all sets of the freeze.
 * A set that is not listed as unselected does not exist. A decision without a freeze is a leftover of version 0.4.0.
 */
export const selectFreezeScript = script(`
local sets = {unpack(ARGV, 3)}
local listed = #sets > 0 and redis.call('SREM', KEYS[3], unpack(sets)) or 0
if listed < #sets or redis.call('HGET', KEYS[1], ARGV[1]) then
  if #sets > 0 then redis.call('SADD', KEYS[4], unpack(sets)) end
  return 'moved'
end
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
return 'selected'
`);

/** KEYS: selected freezes, decision. ARGV: period, its expected entry, decision. Returns nil for another entry. */
export const putDecisionScript = script(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return false end
local decision = redis.call('GET', KEYS[2])
if decision then return decision end
redis.call('SET', KEYS[2], ARGV[3])
return ARGV[3]
`);

/** KEYS: selected freezes, decision. ARGV: period, its expected entry. */
export const dropFreezeScript = script(`
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then return 'moved' end
redis.call('DEL', KEYS[2])
redis.call('HDEL', KEYS[1], ARGV[1])
return 'dropped'
`);

/** KEYS: unselected sets, discarded sets. ARGV: name of a set. */
export const discardSetScript = script(`
if redis.call('SREM', KEYS[1], ARGV[1]) == 0 then return 'moved' end
redis.call('SADD', KEYS[2], ARGV[1])
return 'discarded'
`);

/** KEYS: lease. ARGV: holder, milliseconds. */
export const acquireLeaseScript = script(`
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`);

/** KEYS: lease. ARGV: holder. */
export const releaseLeaseScript = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`);

/**
 * The new revision is the old one plus one, and at least the time in milliseconds. A store that was restored from an older copy
 * must not reuse a revision at which readers have seen other content.
 */
const grown = `
local function grown()
  local now = redis.call('TIME')
  local ms = now[1] * 1000 + math.floor(now[2] / 1000)
  local revision = string.format('%d', math.max((redis.call('GET', KEYS[1]) or 0) + 1, ms))
  redis.call('SET', KEYS[1], revision)
  return revision
end
`;

/** KEYS: revision, index, tables. ARGV: id, labels, body. An entry of the index is "revision|labels". */
export const putTableScript = script(`${grown}
local entry = redis.call('HGET', KEYS[2], ARGV[1])
if entry then
  local labels = string.sub(entry, string.find(entry, '|', 1, true) + 1)
  if labels == ARGV[2] and redis.call('HGET', KEYS[3], ARGV[1]) == ARGV[3] then return 'already' end
  return 'differs'
end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
redis.call('HSET', KEYS[2], ARGV[1], grown() .. '|' .. ARGV[2])
return 'stored'
`);

/** KEYS: revision, public record. ARGV: bucket, version, body. A part is "version|body". */
export const putPublicRecordScript = script(`${grown}
local part = redis.call('HGET', KEYS[2], ARGV[1])
if part and tonumber(string.match(part, '^%d+')) >= tonumber(ARGV[2]) then return 'kept' end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2] .. '|' .. ARGV[3])
grown()
return 'stored'
`);

/** KEYS: revision, status. ARGV: key, body. */
export const putStatusScript = script(`${grown}
if redis.call('HGET', KEYS[2], ARGV[1]) == ARGV[2] then return 'kept' end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
grown()
return 'stored'
`);
