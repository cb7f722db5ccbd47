/** An honest request has a dozen of each mark; reading 16 MiB of "[" would take the extension host a quarter of a minute. */
const MOST_MARKS = 10_000;

/** The value of a JSON text; undefined for what is none, and for what has too many parts to be a request. */
export function jsonContent(text: string): unknown {
  if (['[', '{', ','].some((mark) => occursTooOften(mark, text))) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The fields of a form by their names; undefined for what is none, and for what has too many parts to be a request. */
export async function formContent(body: Buffer, contentType: string): Promise<unknown> {
  if (occursTooOften('\r\n', body)) return undefined;
  try {
    return Object.fromEntries(
      await new Response(body, { headers: { 'content-type': contentType } }).formData(),
    );
  } catch {
    return undefined;
  }
}

function occursTooOften(mark: string, text: string | Buffer): boolean {
  let at = -1;
  for (let count = 0; count <= MOST_MARKS; count++) {
    at = text.indexOf(mark, at + 1);
    if (at < 0) return false;
  }
  return true;
}
