import assert from 'node:assert/strict';
import { readApiDescription } from '../../../src/endpoints/described/apiDescription';
import { readOwnEndpoints } from '../../../src/endpoints/ownEndpoints';
import { DESCRIBED_EXAMPLE } from '../../../src/ui/prompts/describedExample';

const { contributes } = require('../../../package.json');

/** What a snippet of VS Code inserts. */
function inserted(snippet: string): unknown {
  const text = snippet
    .replaceAll(/\$\{\d+\|([^,|]+)[^|]*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:((?:\\\\?\}|[^}])*)\}/g, '$1')
    .replaceAll(/\\+\}/g, '}');
  return JSON.parse(text);
}

describe('the examples of endpoints', () => {
  const { items } = contributes.configuration.properties['veo.endpoints'];
  const snippets: unknown[] = items.defaultSnippets.map(({ body }: { body: object }) => JSON.stringify(body));

  for (const [index, snippet] of [DESCRIBED_EXAMPLE, ...snippets].entries()) {
    it(`(number ${index}) are endpoints without a fault`, () => {
      const { endpoints, refused } = readOwnEndpoints([inserted(snippet as string)]);
      assert.deepEqual([refused, endpoints.length], [[], 1]);
      const [endpoint] = endpoints;
      if (endpoint?.kind === 'described') assert.equal(readApiDescription(endpoint.api).kind, 'description');
    });
  }

  it('are the same in the settings and in Add Endpoint…', () => {
    assert.deepEqual(inserted(DESCRIBED_EXAMPLE), inserted(snippets[1] as string));
  });
});
