import assert from 'node:assert/strict';
import fc from 'fast-check';
import { oneLine } from '../../../src/outside/oneLine';
import { textFrom } from '../../../src/outside/text';
import { linkTo, type ReadLink, readLink } from '../../../src/ui/exchange/operationLink';

const EXTENSION = 'veo-operations.veo-operations';
const NAME = 'models/veo-3.1-generate-preview/operations/idrk08ltkg0a';

/** A link as VS Code hands it on: its query is decoded once (`vscode.Uri`). */
function handedOn(link: string): ReadLink {
  const { pathname, search } = new URL(link.replace(/^[\w-]+:/, 'https:'));
  return readLink({ path: pathname, query: decodeURIComponent(search.slice(1)) });
}

function reasonOf(query: string, path = '/track'): string {
  const read = readLink({ path, query });
  return read.kind === 'refused' ? read.reason : `tracks ${read.name}`;
}

describe('a link to an operation', () => {
  it('has the scheme of the product, the name, the endpoint and the label', () => {
    const operation = { endpoint: 'google', name: NAME, label: 'Lễ hội' };
    assert.equal(
      linkTo(operation, 'vscodium', EXTENSION),
      `vscodium://${EXTENSION}/track?name=models%2Fveo-3.1-generate-preview%2Foperations%2Fidrk08ltkg0a&endpoint=google&label=L%E1%BB%85%20h%E1%BB%99i`,
    );
    assert.deepEqual(handedOn(linkTo(operation, 'cursor', EXTENSION)), { kind: 'operation', ...operation });
  });

  it('has no label, prompt or address of a video where there is no label', () => {
    const video = { uri: 'https://storage.example/a.mp4?X-Goog-Signature=0a1b' };
    const operation = { endpoint: 'google', name: NAME, prompt: 'A secret plan', videos: [video] };
    assert.equal(
      linkTo(operation, 'vscode', EXTENSION),
      `vscode://${EXTENSION}/track?name=${encodeURIComponent(NAME)}&endpoint=google`,
    );
  });

  it('is read as it was written, whatever the name and the label hold', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9_-]{1,40}$/);
    const names = fc.oneof(
      fc.tuple(segment, segment).map(([model, id]) => `models/${model}/operations/${id}`),
      fc.stringMatching(/^video_[A-Za-z0-9+/_-]{1,60}={0,2}$/),
      fc.stringMatching(/^job[\w:+=@~,]{1,40}$/),
    );
    const labels = fc.string({ unit: 'grapheme', maxLength: 60 });
    fc.assert(
      fc.property(names, labels, (name, given) => {
        const label = textFrom(given, 100);
        const read = handedOn(
          linkTo({ endpoint: 'own.gateway-2', name, ...(label && { label }) }, 'vscode', EXTENSION),
        );
        // What looks like a key is refused, or masked, wherever it stands.
        if (read.kind === 'refused') return read.reason === 'secret';
        assert.equal(read.name, name);
        assert.equal(read.endpoint, 'own.gateway-2');
        assert.equal(read.label ?? '', label);
        return true;
      }),
    );
  });

  it('names the same operation when a program has encoded it twice', () => {
    const twice = encodeURIComponent(encodeURIComponent(NAME));
    const link = `vscode://${EXTENSION}/track?name=${twice}&endpoint=goo%2567le`;
    assert.deepEqual(handedOn(link), { kind: 'operation', name: NAME, endpoint: 'google' });
  });

  it('keeps a plus sign of an id, which is no space here', () => {
    const read = handedOn(`vscode://${EXTENSION}/track?name=video_ab%2Bcd+ef`);
    assert.deepEqual(read, { kind: 'operation', name: 'video_ab+cd+ef' });
  });

  it('is refused on another path, when it is too long, and when it names no operation', () => {
    assert.equal(reasonOf(`name=${NAME}`, '/import'), 'otherPath');
    assert.equal(reasonOf(`name=${NAME}`, '/track/'), `tracks ${NAME}`);
    assert.equal(reasonOf(`name=${NAME}&x=${'y'.repeat(8192)}`), 'tooLong');
    for (const query of ['', 'name', 'name=', 'endpoint=google', `Name=${NAME}`]) {
      assert.equal(reasonOf(query), 'noName', query);
    }
    const bad = [`${NAME}\0`, `${NAME}%00`, 'a b', '../../etc', 'x'.repeat(1025), `${NAME}\u202e`];
    for (const name of bad) assert.equal(reasonOf(`name=${name}`), 'notAName', JSON.stringify(name));
  });

  it('is refused when its name is an address, so that none of another host is asked', () => {
    for (const address of [
      `https://evil.example/v1beta/${NAME}`,
      `//evil.example/${NAME}`,
      'http://127.0.0.1:1/x',
    ]) {
      assert.equal(reasonOf(`name=${address}`), 'notAName');
      assert.equal(reasonOf(`name=${encodeURIComponent(address)}`), 'notAName');
    }
  });

  it('is refused when a parameter stands there twice, and not for one that it does not know', () => {
    for (const twice of ['name=other', 'endpoint=b', 'label=x']) {
      assert.equal(reasonOf(`name=${NAME}&endpoint=a&label=y&${twice}`), 'repeated');
    }
    assert.equal(reasonOf(`name=${NAME}&later=1&later=2&__proto__=x`), `tracks ${NAME}`);
  });

  it('is refused when it holds a key in place of a name or an endpoint, or no id in place of an endpoint', () => {
    const key = 'sk-proj-0123456789abcdefghij';
    for (const query of [`name=${key}`, `name=${key}&endpoint=kie`, `name=${NAME}&endpoint=${key}`]) {
      assert.equal(reasonOf(query), 'secret', query);
    }
    const id = 'ee9c2715375b7837f8bb51d641ff5863';
    assert.deepEqual(
      [reasonOf(`name=${id}`), reasonOf(`name=${id}&endpoint=kie`)],
      ['secret', `tracks ${id}`],
    );
    for (const endpoint of ['https://evil.example', 'a b', 'a/b', 'x'.repeat(201)]) {
      assert.equal(reasonOf(`name=${NAME}&endpoint=${endpoint}`), 'notAnEndpoint');
    }
  });

  it('has a label of one line without invisible characters and keys, cut to a hundred characters', () => {
    const labelOf = (label: string) => {
      const read = readLink({ path: '/track', query: `name=${NAME}&label=${label}` });
      return read.kind === 'operation' ? read.label : read.reason;
    };
    assert.equal(labelOf('Shot\u202e 3\n[4]\u0000 100%'), 'Shot 3 [4] 100%');
    assert.equal(labelOf('my sk-proj-0123456789abcdefghij'), 'my …');
    assert.equal(labelOf('x'.repeat(500))?.length, 100);
    assert.equal(labelOf('\u200b\u2066'), undefined);
    assert.equal(labelOf('%E1%BB'), oneLine('%E1%BB', 100));
  });
});
