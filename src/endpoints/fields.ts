/** The fields of a JSON object under their names in camelCase, which gateways also write in snake_case. */
export type Fields = ReadonlyMap<string, unknown>;

/** Fields of one object that are read: a hostile answer has a million. */
const MOST_FIELDS = 1000;

/** The fields of `value` that are told, none of what is no object. A map: its names may be `__proto__` and the like. */
export function fieldsOf(value: unknown): Fields {
  const fields = new Map<string, unknown>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return fields;
  const all = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(all).slice(0, MOST_FIELDS)) {
    const one = all[name];
    const camelName = camelCase(name);
    if (one !== null && one !== undefined && !fields.has(camelName)) fields.set(camelName, one);
  }
  return fields;
}

/** The first of the named fields that `wanted` accepts. */
export function firstOf<T>(
  fields: Fields,
  names: readonly string[],
  wanted: (value: unknown) => value is T,
): T | undefined {
  return names.map((name) => fields.get(name)).find(wanted);
}

function camelCase(name: string): string {
  return name.replace(/(?<=[a-z0-9])_([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}
