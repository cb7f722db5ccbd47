import { HOST_AND_PATH, QUERY } from './addresses';
import { PATH_MARK } from './nameForms';
import { addressOfStatus } from './statusAddresses';

/** For addresses in queries of addresses. A round that changes nothing is the last. */
const MAX_ROUNDS = 4;

/** The query is optional, or the time would not be linear in an address that holds many addresses. */
const ADDRESS = new RegExp(`(${HOST_AND_PATH})(${QUERY})?`, 'giu');
const NAMES_OPERATION = /\/models\/[^/]+\/operations\/|\/videos\/video_/;
/** The page of an app that shows an operation: `#/op/models/…`. The names of Vertex AI have other segments before. */
const PAGE = /(?<=^|[\s=!?])\/?(?:(?!(?:projects|locations|publishers)\/)[\w.-]+\/)+(?=models\/)/g;

/**
 * A text in which the queries and fragments of addresses are separate words, unless the address itself names an operation:
 * pages, redirects and proxies have there what they are about, perhaps another address.
 */
export function withQueriesAsText(text: string): string {
  let plain = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const plainer = plain.replace(ADDRESS, (address: string, before: string, query?: string) =>
      query === undefined || NAMES_OPERATION.test(before) || addressOfStatus(address)
        ? address
        : `${before} ${asText(query)}`,
    );
    if (plainer === plain) break;
    plain = plainer;
  }
  return plain;
}

function asText(query: string): string {
  return query
    .slice(1)
    .replace(/[&#]/g, ' ')
    .replace(/^\/(?=models\/)/, PATH_MARK)
    .replace(PAGE, PATH_MARK);
}
