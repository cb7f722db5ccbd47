import { HOST_AND_PATH, QUERY } from './addresses';
import { PATH } from './nameForms';

/** Redirects to redirects; each further round only looks for more. */
const MOST_ROUNDS = 4;

/** The query may lack, or else an address of many addresses would be looked through for each of them. */
const ADDRESS = new RegExp(`(${HOST_AND_PATH})(${QUERY})?`, 'giu');
const NAMES_OPERATION = /\/models\/[^/]+\/operations\/|\/videos\/video_/;
/** A page of an app that shows an operation: `#/op/models/…`. Vertex AI's names have other segments before. */
const PAGE = /(?<=^|[\s=!?])\/?(?:(?!(?:projects|locations|publishers)\/)[\w.-]+\/)+(?=models\/)/g;

/**
 * A text in which the queries and fragments of addresses are text like any other, unless the address names an operation
 * by itself: pages, redirects and proxies carry there what they are about, also another address.
 */
export function withQueriesAsText(text: string): string {
  let plain = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const plainer = plain.replace(ADDRESS, (address: string, before: string, query?: string) =>
      query === undefined || NAMES_OPERATION.test(before) ? address : `${before} ${asText(query)}`,
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
    .replace(/^\/(?=models\/)/, PATH)
    .replace(PAGE, PATH);
}
