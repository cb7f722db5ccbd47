import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readEndpointRoot, readOwnEndpoints } from '../../../src/endpoints/ownEndpoints';

/** https, or http that stays on this machine. */
const MAY_CARRY_A_KEY = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$))/;

const good = { id: 'own', label: 'My proxy', kind: 'litellm', url: 'https://proxy.example/ai' };

describe('own endpoints', () => {
  it('are read as they stand, and need a key', () => {
    assert.deepEqual(readOwnEndpoints([good]), {
      endpoints: [{ ...good, auth: { kind: 'key' } }],
      refused: [],
    });
  });

  it('have a label in one line, without what cannot be seen or turns text around', () => {
    const label = 'My\u202e \u001b[31m\n proxy\u200b';
    assert.equal(readOwnEndpoints([{ ...good, label }]).endpoints[0]?.label, 'My [31m proxy');
  });

  it('have their id as label when they have none', () => {
    for (const label of [undefined, '', '  ']) {
      assert.equal(readOwnEndpoints([{ ...good, label }]).endpoints[0]?.label, 'own');
    }
  });

  const urls: readonly [given: string, read: string][] = [
    ['https://proxy.example', 'https://proxy.example'],
    ['https://proxy.example/', 'https://proxy.example'],
    ['https://proxy.example/a/b//', 'https://proxy.example/a/b'],
    ['HTTPS://Proxy.Example:443/a', 'https://proxy.example/a'],
    ['https://proxy.example:8443/a', 'https://proxy.example:8443/a'],
    ['http://localhost:4000', 'http://localhost:4000'],
    ['http://127.0.0.1:4000/x', 'http://127.0.0.1:4000/x'],
    ['http://[::1]:4000', 'http://[::1]:4000'],
    // Every example of docs.litellm.ai; BerriAI/litellm#2566.
    ['http://0.0.0.0:4000', 'http://127.0.0.1:4000'],
    ['http://0:4000/v1', 'http://127.0.0.1:4000'],
    ['http://[::]:4000/', 'http://[::1]:4000'],
    ['http://[0:0::0]:4000/a', 'http://[::1]:4000/a'],
    ['https://0.0.0.0:8443', 'https://127.0.0.1:8443'],
    ['https://gw.example/v1', 'https://gw.example'],
    ['https://gw.example/v1/', 'https://gw.example'],
    ['https://gw.example/v1beta', 'https://gw.example'],
    ['https://gw.example/v1alpha//', 'https://gw.example'],
    ['https://gw.example/v1/videos', 'https://gw.example'],
    ['https://gw.example/v1/videos/generations', 'https://gw.example'],
    ['https://gw.example/v1/chat/completions', 'https://gw.example'],
    ['https://gw.example/v1beta/models/', 'https://gw.example'],
    ['https://gw.example/gemini', 'https://gw.example'],
    ['https://gw.example/gemini/v1beta', 'https://gw.example'],
    ['https://gw.example/gemini/v1beta/models', 'https://gw.example'],
    ['https://gw.example/team/gemini/v1beta/openai/', 'https://gw.example/team'],
    ['https://gw.example/api/v1', 'https://gw.example/api'],
    ['https://gw.example/v1/team', 'https://gw.example/v1/team'],
    ['https://gw.example/videos', 'https://gw.example/videos'],
    ['https://gw.example/gemini/team', 'https://gw.example/gemini/team'],
    ['https://gw.example/v2', 'https://gw.example/v2'],
  ];
  for (const [given, read] of urls) {
    it(`at ${given} are used`, () => {
      const { endpoints, refused } = readOwnEndpoints([{ ...good, url: given }]);
      assert.deepEqual([endpoints[0]?.url, refused], [read, []]);
    });
  }

  for (const [given, read] of [
    ['https://proxy.example/v1beta', 'https://proxy.example'],
    ['https://proxy.example/v1beta/openai/', 'https://proxy.example'],
    ['https://proxy.example/gemini', 'https://proxy.example/gemini'],
    ['https://proxy.example/gemini/v1beta/models', 'https://proxy.example/gemini'],
    ['https://proxy.example/v1alpha', 'https://proxy.example'],
  ] as const) {
    it(`of the kind of Google at ${given} keep what the proxy itself lies under`, () => {
      assert.equal(readOwnEndpoints([{ ...good, kind: 'google', url: given }]).endpoints[0]?.url, read);
    });
  }

  const refusals: readonly [what: string, fields: object, reason: string][] = [
    ['without url', { url: undefined }, 'malformed'],
    ['of an unknown kind', { kind: 'azure' }, 'malformed'],
    ['with an id that is no word', { id: 'my own' }, 'malformed'],
    ['with an empty id', { id: '' }, 'malformed'],
    ['with an id that begins with a dot', { id: '.own' }, 'malformed'],
    ['with a label that is no text', { label: 7 }, 'malformed'],
    ['with a label of 101 characters', { label: 'x'.repeat(101) }, 'malformed'],
    ['at no url', { url: 'proxy.example' }, 'badUrl'],
    ['at an empty url', { url: '' }, 'badUrl'],
    ['at a file', { url: 'file:///etc/passwd' }, 'badUrl'],
    ['at a script', { url: 'javascript:alert(1)' }, 'badUrl'],
    ['with a person in the url', { url: 'https://me@proxy.example' }, 'badUrl'],
    ['with a password in the url', { url: 'https://:secret@proxy.example' }, 'badUrl'],
    ['with a query in the url', { url: 'https://proxy.example/?key=secret' }, 'badUrl'],
    ['with a fragment in the url', { url: 'https://proxy.example/#a' }, 'badUrl'],
    ['over plain http', { url: 'http://proxy.example' }, 'insecureUrl'],
    ['over plain http in the local network', { url: 'http://192.168.0.2:4000' }, 'insecureUrl'],
    // The system may look these up in the network.
    ['over plain http at a name below localhost', { url: 'http://gw.localhost:4000' }, 'insecureUrl'],
    ['over plain http at localhost with a dot', { url: 'http://localhost.:4000' }, 'insecureUrl'],
    [
      'over plain http at a name that begins like an address',
      { url: 'http://0.0.0.0.example' },
      'insecureUrl',
    ],
    ['with the id of a built-in one', { id: 'thucchien' }, 'duplicateId'],
    ['with the id of the other built-in one', { id: 'google' }, 'duplicateId'],
    ['with the id of the simulator', { id: 'simulator' }, 'duplicateId'],
  ];
  for (const [what, fields, reason] of refusals) {
    it(`${what} are refused as ${reason}, and the others used`, () => {
      const { endpoints, refused } = readOwnEndpoints([
        { ...good, ...fields },
        { ...good, id: 'other' },
      ]);
      assert.deepEqual(
        endpoints.map(({ id }) => id),
        ['other'],
      );
      assert.deepEqual(refused, [{ id: { ...good, ...fields }.id, reason }]);
    });
  }

  it('with one id twice are used once, the first', () => {
    const { endpoints, refused } = readOwnEndpoints([good, { ...good, url: 'https://second.example' }]);
    assert.deepEqual(
      endpoints.map(({ url }) => url),
      [good.url],
    );
    assert.deepEqual(refused, [{ id: 'own', reason: 'duplicateId' }]);
  });

  it('that are no list are refused', () => {
    for (const setting of [undefined, null, 'https://proxy.example', good]) {
      assert.deepEqual(readOwnEndpoints(setting), {
        endpoints: [],
        refused: [{ id: '', reason: 'malformed' }],
      });
    }
  });

  it('have a root without a slash at its end, at the same host', () => {
    const segment = fc.constantFrom(
      'v1',
      'v1beta',
      'v1alpha',
      'gemini',
      'models',
      'videos',
      'openai',
      'api',
      '',
    );
    fc.assert(
      fc.property(fc.array(segment), fc.constantFrom('litellm', 'google'), (path, kind) => {
        const once = readEndpointRoot(kind, `https://gw.example/${path.join('/')}`);
        assert.ok(once.kind === 'root' && !once.url.endsWith('/'));
        assert.ok(once.url.startsWith('https://gw.example'));
      }),
    );
  });

  it('are each used or refused whatever the setting, and none is used to which no key may travel', () => {
    const entry = fc.oneof(
      fc.anything(),
      fc.record({ id: fc.string(), kind: fc.constantFrom('litellm', 'google'), url: fc.webUrl() }),
      fc.record({
        id: fc.stringMatching(/^[a-z]{1,9}$/),
        kind: fc.constant('google'),
        url: fc.oneof(fc.webUrl(), fc.webUrl({ validSchemes: ['http', 'ftp'] }), fc.string()),
      }),
    );
    fc.assert(
      fc.property(fc.array(entry), (setting) => {
        const { endpoints, refused } = readOwnEndpoints(setting);
        assert.equal(endpoints.length + refused.length, setting.length);
        for (const { url } of endpoints) assert.match(url, MAY_CARRY_A_KEY);
      }),
    );
  });
});
