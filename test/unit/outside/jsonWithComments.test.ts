import assert from 'node:assert/strict';
import { parseJsonWithComments } from '../../../src/outside/jsonWithComments';
import { processorMs } from '../base/processorTime';

describe('settings files', () => {
  it('are read with comments, commas after the last element and a byte order mark', () => {
    const text = `\ufeff{
      // the gateway, "own"
      "veo.endpoints": [{ "id": "own", "url": "https://a.example//b", /* kind, */ "kind": "litellm", }, ],
      "other": "a \\" // b, ]",
    }`;
    assert.deepEqual(parseJsonWithComments(text), {
      'veo.endpoints': [{ id: 'own', url: 'https://a.example//b', kind: 'litellm' }],
      other: 'a " // b, ]',
    });
  });

  it('that are no JSON are none', () => {
    for (const text of ['', '{', '/* {}', '{"a": 1,,}', 'nonsense'])
      assert.equal(parseJsonWithComments(text), undefined, text);
  });

  it('are read in a moment whatever is in them', () => {
    const ms = processorMs(() => {
      for (const part of ['/*', '"', '//', ', ', ',', '\\', '*', '"\\'])
        parseJsonWithComments(part.repeat(262_144 / part.length));
    });
    assert.ok(ms < 2000, `${ms} ms`);
  });
});
