import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = resolve(__dirname, '../../..');
const read = (file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(repository, file), 'utf8'));

/** The texts given to `t` or `textKey` anywhere in the sources. */
function textsInSources(): Set<string> {
  const files = readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' });
  const sources = files
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(repository, 'src', file), 'utf8'));
  const calls = sources.flatMap((source) => [
    ...source.matchAll(/\b(?:t|textKey)\(\s*('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")/g),
  ]);
  return new Set(calls.map(([, literal = '']) => new Function(`return ${literal}`)() as string));
}

function placeholders(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).sort();
}

describe('Vietnamese', () => {
  const inSources = textsInSources();
  const bundle = read('l10n/bundle.l10n.vi.json');
  const manifest = read('package.nls.json');
  const manifestInVietnamese = read('package.nls.vi.json');

  it('has every text of the sources, and no other', () => {
    assert.ok(inSources.size > 100);
    assert.deepEqual(Object.keys(bundle).sort(), [...inSources].sort());
  });

  it('has every text of the manifest, and no other', () => {
    assert.deepEqual(Object.keys(manifestInVietnamese).sort(), Object.keys(manifest).sort());
  });

  it('keeps every placeholder', () => {
    for (const [english, vietnamese] of Object.entries(bundle)) {
      assert.deepEqual(placeholders(vietnamese), placeholders(english), english);
    }
  });

  it('keeps the commands behind the links of the empty view', () => {
    const links = (text: string) => text.match(/\(command:[\w.]+\)/g);
    for (const key of Object.keys(manifest).filter((name) => name.startsWith('welcome.'))) {
      assert.deepEqual(links(manifestInVietnamese[key] ?? ''), links(manifest[key] ?? ''), key);
    }
  });
});

describe('the manifest', () => {
  it('names only texts that exist', () => {
    const manifest = readFileSync(join(repository, 'package.json'), 'utf8');
    const named = [...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key = '']) => key);
    assert.deepEqual([...new Set(named)].sort(), Object.keys(read('package.nls.json')).sort());
  });
});
