type Json = Record<string, unknown>;

/** No release nests deeper; below this a later value simply replaces the earlier one. */
const MAX_DEPTH = 50;

/**
 * Merges the releases of one process into its present state, oldest first: a later value replaces an earlier
 * one, null removes it, lists whose members have ids are merged by id, other lists are replaced. These are
 * the merge rules of OCDS 1.1 for the fields this product uses.
 */
export function mergeReleases(releases: readonly Json[]): Json {
  const dated = releases.map((release) => ({ release, date: Date.parse(String(release.date)) || 0 }));
  // A stable sort: releases of the same moment keep the order of the file.
  dated.sort((a, b) => a.date - b.date);
  return dated.reduce<Json>((merged, { release }) => mergeObjects(merged, release, 0), {});
}

function mergeObjects(earlier: Json, later: Json, depth: number): Json {
  const merged = { ...earlier };
  for (const [key, value] of Object.entries(later)) {
    if (key === '__proto__') continue; // JSON may carry it; assigning it would change the prototype
    if (value === null) delete merged[key];
    else merged[key] = mergeValues(merged[key], value, depth + 1);
  }
  return merged;
}

function mergeValues(earlier: unknown, later: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return later;
  if (isObject(later)) return mergeObjects(isObject(earlier) ? earlier : {}, later, depth);
  if (!isList(later) || !isList(earlier) || !withIds(later) || !withIds(earlier)) return later;
  const merged = new Map(earlier.map((entry) => [entry.id, entry]));
  for (const entry of later) merged.set(entry.id, mergeObjects(merged.get(entry.id) ?? {}, entry, depth));
  return [...merged.values()];
}

/** Is it a JSON object (not a list, not null)? */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}

function withIds(list: readonly unknown[]): list is Json[] {
  return list.every((entry) => isObject(entry) && entry.id !== undefined);
}
