import type { Fields } from './frame';

/**
 * A field in a line of its own, as YAML, lists of PowerShell (`id : task_…`) and arrays of PHP (`[id] => task_…`) have it. All
 * repetitions are bounded, so that the time is linear.
 */
const FIELD =
  /^[ \t]{0,40}(?:- )?\[?([A-Za-z]\w{0,40})\]?[ \t]{0,40}(?::|=>)[ \t]{1,4}(["']?)([^\s"'{[(][^\n]{0,2000})\2$/;
/** Fewer do not say what they are about. */
const MIN_FIELDS = 2;

/** The records in a text whose fields stand one a line, right below each other. The first value of a key counts. */
export function recordsInLines(text: string): Fields[] {
  const records: Map<string, string>[] = [new Map()];
  for (const line of text.split('\n')) {
    const [, key, , value = ''] = FIELD.exec(line.trimEnd()) ?? [];
    const record = records.at(-1);
    if (key !== undefined && record && !record.has(key)) record.set(key, value);
    else if (record?.size !== 0) records.push(new Map(key === undefined ? [] : [[key, value]]));
  }
  return records.filter(({ size }) => size >= MIN_FIELDS).map(fieldsOf);
}

function fieldsOf(record: ReadonlyMap<string, string>): Fields {
  return Object.assign(Object.create(null), Object.fromEntries(record));
}
