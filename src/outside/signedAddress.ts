/**
 * Parameters by which a store of files grants access: of Amazon, Google, Azure, Alibaba, Tencent, Volcengine, Baidu and
 * Qiniu, of content delivery networks, and of gateways that sign their own addresses. Azure's `sig` stands beside `se`,
 * `sp` and `sv`, which alone are words of other queries.
 */
const NAMES =
  'x-(?:amz|goog|oss|tos|bce|ms)-[\\w-]+|q-sign[\\w-]*|q-ak|sig|sign|signature|token|auth|auth_key|authorization|hmac|policy|key-pair-id|expires|ossaccesskeyid|awsaccesskeyid|googleaccessid|access|access_token|download_token|jwt';
/** Also where the address stands in JSON of Go, in HTML, or as a parameter of another address. */
const BEFORE = '(?:^|&|;|\\\\u0026|%26)';
const SIGNED_QUERY = new RegExp(`${BEFORE}(?:${NAMES})(?:=|%3D)`, 'i');
/** Queries in any text. None has a question mark within, so that no text is read twice. */
const QUERIES = /(\?|%3F)([^\s"'<>?]+)/gi;

/** Since when, and for how many seconds, an address of Amazon or Google is good: `20261128T120000Z`. */
const BASIC_TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
/** No signature lasts longer: both services allow a week. */
const LONGEST_S = 7 * 24 * 3600;
/** A larger number counts ms. */
const MAX_SECONDS = 1e11;

/** A text without the queries of signed addresses: whoever has one of these can fetch the video. */
export function withoutSignatures(text: string): string {
  return text.replace(QUERIES, (whole, mark: string, query: string) =>
    SIGNED_QUERY.test(query) ? `${mark}…` : whole,
  );
}

/** Whether an address is good for a time only, for whoever has it. */
export function isSigned({ search }: URL): boolean {
  return SIGNED_QUERY.test(search.slice(1));
}

/**
 * Until when a signed address is good, in ms since the epoch; undefined where it does not tell. Amazon and Google tell
 * date and seconds (docs.aws.amazon.com/AmazonS3, sigv4-query-string-auth), older signatures and content delivery networks
 * `Expires`, Azure `se`, Qiniu `e`.
 */
export function signatureExpiry(address: URL): number | undefined {
  if (!isSigned(address)) return undefined;
  const query = new Map([...address.searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  const ends = ['amz', 'goog', 'tos'].map((kind) =>
    endOf(query.get(`x-${kind}-date`), query.get(`x-${kind}-expires`)),
  );
  const told = [...ends, ...['expires', 'e', 'se'].map((name) => timeOf(query.get(name)))];
  return told.find((ms) => ms !== undefined);
}

function endOf(date: string | undefined, seconds: string | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] = BASIC_TIME.exec(date ?? '') ?? [];
  if (year === undefined || !/^\d{1,7}$/.test(seconds ?? '') || Number(seconds) > LONGEST_S) return undefined;
  const start = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(start) ? undefined : start + Number(seconds) * 1000;
}

/** Seconds or ms since the epoch, or ISO 8601 as Azure writes it. */
function timeOf(text: string | undefined): number | undefined {
  if (/^\d{10,14}$/.test(text ?? '')) return Number(text) > MAX_SECONDS ? Number(text) : Number(text) * 1000;
  if (!/^\d{4}-\d\d-\d\dT/.test(text ?? '')) return undefined;
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
