import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ENDPOINT_KINDS } from '../../../src/endpoints/endpoint';
import { readEndpointRoot } from '../../../src/endpoints/endpointRoot';
import { readOwnEndpoints } from '../../../src/endpoints/ownEndpoints';

/** https, or http that stays on this machine. */
const MAY_CARRY_A_KEY = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?=[:/]|$))/;

const good = { id: 'own', label: 'My proxy', kind: 'litellm', url: 'https://proxy.example/ai' };

describe('own endpoints', () => {
  it('are read as they stand, and need a key', () => {
    assert.deepEqual(readOwnEndpoints([good]), {
      endpoints: [{ ...good, auth: { kind: 'key' } }],
      places: new Map([['own', 'veo.endpoints[0]']]),
      refused: [],
    });
  });

  it('of every kind are read with what belongs to it', () => {
    const api = { status: '/jobs/{id}', state: 'state' };
    const command = ['gcloud', 'auth', 'print-access-token'];
    const entries = [
      { ...good, id: 'a', kind: 'videos', auth: 'bare', preset: 'apiyi' },
      { ...good, id: 'b', kind: 'agentPlatform', tokenCommand: command },
      { ...good, id: 'c', kind: 'described', auth: 'none', api },
      { ...good, id: 'd', kind: 'described', preset: 'kie' },
      { ...good, id: 'e', kind: 'google', auth: 'bearer', api },
    ];
    const common = { label: good.label, url: good.url };
    assert.deepEqual(readOwnEndpoints(entries).endpoints, [
      { ...common, id: 'a', kind: 'videos', auth: { kind: 'key', form: 'bare' }, preset: 'apiyi' },
      { ...common, id: 'b', kind: 'agentPlatform', auth: { kind: 'key' }, tokenCommand: command },
      { ...common, id: 'c', kind: 'described', auth: { kind: 'none' }, api },
      { ...common, id: 'd', kind: 'described', auth: { kind: 'key' }, preset: 'kie' },
      { ...common, id: 'e', kind: 'google', auth: { kind: 'key', form: 'bearer' } },
    ]);
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

  const refusals: readonly (readonly [what: string, fields: object, reason: string, path: string])[] = [
    ['without url', { url: undefined }, 'badUrl', '.url'],
    ['of an unknown kind', { kind: 'azure' }, 'badKind', '.kind'],
    ['with an id that is no word', { id: 'my own' }, 'badId', '.id'],
    ['with an empty id', { id: '' }, 'badId', '.id'],
    ['with an id that begins with a dot', { id: '.own' }, 'badId', '.id'],
    ['with a label that is no text', { label: 7 }, 'badLabel', '.label'],
    ['with a label of 101 characters', { label: 'x'.repeat(101) }, 'badLabel', '.label'],
    ['at no url', { url: 'proxy.example' }, 'badUrl', '.url'],
    ['at an empty url', { url: '' }, 'badUrl', '.url'],
    ['at a file', { url: 'file:///etc/passwd' }, 'badUrl', '.url'],
    ['at a script', { url: 'javascript:alert(1)' }, 'badUrl', '.url'],
    ['with a person in the url', { url: 'https://me@proxy.example' }, 'badUrl', '.url'],
    ['with a password in the url', { url: 'https://:secret@proxy.example' }, 'badUrl', '.url'],
    ['with a query in the url', { url: 'https://proxy.example/?key=secret' }, 'badUrl', '.url'],
    ['with a fragment in the url', { url: 'https://proxy.example/#a' }, 'badUrl', '.url'],
    ['over plain http', { url: 'http://proxy.example' }, 'insecureUrl', '.url'],
    ['over plain http in the local network', { url: 'http://192.168.0.2:4000' }, 'insecureUrl', '.url'],
    // The system may look these up in the network.
    ['over plain http at a name below localhost', { url: 'http://gw.localhost:4000' }, 'insecureUrl', '.url'],
    ['over plain http at localhost with a dot', { url: 'http://localhost.:4000' }, 'insecureUrl', '.url'],
    [
      'over plain http at a name that begins like an address',
      { url: 'http://0.0.0.0.example' },
      'insecureUrl',
      '.url',
    ],
    ['with the id of a built-in one', { id: 'thucchien' }, 'duplicateId', '.id'],
    ['with the id of the other built-in one', { id: 'google' }, 'duplicateId', '.id'],
    ['with the id of the simulator', { id: 'simulator' }, 'duplicateId', '.id'],
    ['with an unknown form of authorisation', { auth: 'basic' }, 'badAuth', '.auth'],
    ['with a preset that is no word', { preset: 'My Preset' }, 'badPreset', '.preset'],
    ['with a preset that is no text', { preset: {} }, 'badPreset', '.preset'],
    ['of a described API without its description', { kind: 'described' }, 'noApi', '.api'],
    ['of an API that is no object', { kind: 'described', api: '/jobs/{id}' }, 'noApi', '.api'],
    ...[['gcloud', 7], ['x'.repeat(501)], ['gcloud', 'x'.repeat(501)]].map(
      (tokenCommand) =>
        [
          `with ${JSON.stringify(tokenCommand).slice(0, 20)} for a command`,
          { kind: 'agentPlatform', tokenCommand },
          'badTokenCommand',
          `.tokenCommand[${tokenCommand.length - 1}]`,
        ] as const,
    ),
    [
      'with a command without a program',
      { kind: 'agentPlatform', tokenCommand: [' '] },
      'badTokenCommand',
      '.tokenCommand[0]',
    ],
    [
      'with an empty command',
      { kind: 'agentPlatform', tokenCommand: [] },
      'badTokenCommand',
      '.tokenCommand[0]',
    ],
    [
      'with a shell line for a command',
      { kind: 'agentPlatform', tokenCommand: 'gcloud auth' },
      'badTokenCommand',
      '.tokenCommand',
    ],
    [
      'with a command of 21 texts',
      { kind: 'agentPlatform', tokenCommand: Array(21).fill('x') },
      'badTokenCommand',
      '.tokenCommand',
    ],
    [
      'with a command, of another kind',
      { tokenCommand: ['gcloud'] },
      'misplacedTokenCommand',
      '.tokenCommand',
    ],
  ];
  for (const [what, fields, reason, path] of refusals) {
    it(`${what} are refused as ${reason} at ${path}, and the others used`, () => {
      const { endpoints, refused } = readOwnEndpoints([
        { ...good, id: 'other' },
        { ...good, ...fields },
      ]);
      assert.deepEqual(
        endpoints.map(({ id }) => id),
        ['other'],
      );
      assert.deepEqual(refused, [
        { id: { ...good, ...fields }.id, place: `veo.endpoints[1]${path}`, reason },
      ]);
    });
  }

  it('with one id twice are used once, the first', () => {
    const { endpoints, refused } = readOwnEndpoints([good, { ...good, url: 'https://second.example' }]);
    assert.deepEqual(
      endpoints.map(({ url }) => url),
      [good.url],
    );
    assert.deepEqual(refused, [{ id: 'own', place: 'veo.endpoints[1].id', reason: 'duplicateId' }]);
  });

  it('that are no list are refused', () => {
    for (const setting of [undefined, null, 'https://proxy.example', good]) {
      assert.deepEqual(readOwnEndpoints(setting), {
        endpoints: [],
        places: new Map(),
        refused: [{ id: '', place: 'veo.endpoints', reason: 'notAList' }],
      });
    }
  });

  it('that are no objects are refused, each at its place', () => {
    const { refused } = readOwnEndpoints(['https://proxy.example', good, null]);
    assert.deepEqual(refused, [
      { id: '', place: 'veo.endpoints[0]', reason: 'malformed' },
      { id: '', place: 'veo.endpoints[2]', reason: 'malformed' },
    ]);
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
      fc.property(fc.array(segment), fc.constantFrom(...ENDPOINT_KINDS), (path, kind) => {
        const once = readEndpointRoot(kind, `https://gw.example/${path.join('/')}`);
        assert.ok(once.kind === 'root' && !once.url.endsWith('/'));
        assert.ok(once.url.startsWith('https://gw.example'));
      }),
    );
  });

  it('are each used or refused whatever the setting, and none is used to which no key may travel', () => {
    const entry = fc.oneof(
      fc.anything(),
      fc.record({
        id: fc.string(),
        kind: fc.constantFrom(...ENDPOINT_KINDS),
        url: fc.webUrl(),
        api: fc.anything(),
        tokenCommand: fc.anything(),
      }),
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
