/** Bytes that a value takes in a list of JSON, UTF-8, with the comma. */
export function sizeInList(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length + 1;
}
