import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readJsonPath, valuesAt } from '../../../../src/endpoints/described/jsonPath';
import { serverPathFault, serverUrl } from '../../../../src/endpoints/described/serverPath';
import type { Endpoint } from '../../../../src/endpoints/endpoint';
import { isOperationName } from '../../../../src/operations/name';

const endpoint: Endpoint = {
  id: 'own',
  label: 'Own',
  kind: 'described',
  url: 'https://api.example.com/base',
  auth: { kind: 'key' },
};

describe('a path into an answer', () => {
  const body = {
    data: { videos: [{ url: 'a' }, { url: null }, { url: 'b' }], '@type': 'x' },
    list: [[1], [2]],
  };
  const found: readonly (readonly [string, unknown])[] = [
    ['data.videos[*].url', ['a', 'b']],
    ['data.@type', ['x']],
    ['list[*][*]', [1, 2]],
    ['list[*]', [[1], [2]]],
    ['data.videos.url', []],
    ['data.videos.length', []],
    ['data.toString', []],
    ['data.missing.deeper', []],
    ['data[*]', []],
  ];
  for (const [path, values] of found) {
    it(`${path} leads to ${JSON.stringify(values)}`, () => assert.deepEqual(valuesAt(body, path), values));
  }

  it('may begin with the elements of a list', () => {
    assert.deepEqual(valuesAt([{ a: 1 }, { a: 2 }], '[*].a'), [1, 2]);
  });

  it('finds what an object itself has, and nothing that it inherits', () => {
    const own = JSON.parse('{"__proto__":{"state":"done"},"constructor":{"name":"done"}}');
    for (const path of [
      '__proto__.state',
      'constructor.name',
      'prototype',
      'hasOwnProperty',
      'data.valueOf',
    ]) {
      assert.deepEqual(valuesAt(own, path), []);
    }
  });

  it('finds at most 100 values in an answer of any size and depth', () => {
    const wide = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 1));
    assert.equal(valuesAt(wide, '[*][*]').length, 100);
    let deep: unknown = 1;
    for (let level = 0; level < 20; level++) deep = Array.from({ length: 100 }, () => deep);
    assert.equal(valuesAt(deep, '[*]'.repeat(20)).length, 100);
  });

  it('is read or refused, whatever it is, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (path, answer) => {
        const values = valuesAt(answer, path);
        if (readJsonPath(path).kind === 'fault') assert.deepEqual(values, []);
        assert.ok(values.length <= 100);
      }),
    );
  });
});

describe('a path at a server', () => {
  it('has the id escaped, below the address of the endpoint', () => {
    assert.equal(
      serverUrl(endpoint, '/v1/jobs/{id}?again={id}', 'a/b:c+d=e'),
      'https://api.example.com/base/v1/jobs/a%2Fb%3Ac%2Bd%3De?again=a%2Fb%3Ac%2Bd%3De',
    );
  });

  it('leads nowhere else, whatever the path and the id', () => {
    const part = fc.constantFrom(
      '/',
      '//',
      '\\',
      '..',
      '.',
      '%2e',
      '%2f',
      '@',
      ':',
      '?',
      '#',
      'v1',
      '{id}',
      'x',
      '\t',
    );
    const path = fc.array(part, { maxLength: 8 }).map((parts) => `/${parts.join('')}`);
    const id = fc.string({ maxLength: 20 }).filter(isOperationName);
    fc.assert(
      fc.property(path, id, (one, name) => {
        if (serverPathFault(one) !== undefined) {
          assert.throws(() => serverUrl(endpoint, one, name), { kind: 'rejected' });
          return;
        }
        const { origin, pathname, username } = new URL(serverUrl(endpoint, one, name));
        assert.deepEqual([origin, username], ['https://api.example.com', '']);
        assert.ok(pathname.startsWith('/base/'), pathname);
      }),
    );
  });
});
