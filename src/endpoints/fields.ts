/** The fields of a JSON object by their names in camelCase. Gateways also write them in snake_case. */
export type Fields = ReadonlyMap<string, unknown>;

/** Fields that are read of one object: a hostile answer has a million. */
const MAX_FIELDS = 1000;

/** The fields that are neither null nor undefined; none where `value` is no object. A map, for a name may be `__proto__`. */
export function fieldsOf(value: unknown): Fields {
  const fields = new Map<string, unknown>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fields;
  const all = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(all).slice(0, MAX_FIELDS)) {
    const one = all[name];
    const camelName = camelCase(name);
    if (one !== null && one !== undefined && !fields.has(camelName)) fields.set(camelName, one);
  }
  return fields;
}

/** The first of the named fields that `isWanted` accepts. */
export function firstOf<T>(
  fields: Fields,
  names: readonly string[],
  isWanted: (value: unknown) => value is T,
): T | undefined {
  return names.map((name) => fields.get(name)).find(isWanted);
}

function camelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}
