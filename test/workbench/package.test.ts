import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { type Entry, openPromise } from 'yauzl';
import { packagedExtension } from '../../scripts/repository';

const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.vi)?)?\.json$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/LICENSE\.txt$/,
  /^extension\/dist\/(extension|fetch|simulator|videoFile|browser)\.js$/,
  /^extension\/l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^extension\/media\/(icon\.png|veo\.svg|sample\.mp4)$/,
];

describe('the package', () => {
  let entries: Entry[];

  before(async () => {
    entries = [];
    const archive = await openPromise(packagedExtension);
    for await (const entry of archive.eachEntry()) entries.push(entry);
  });

  it('holds what the extension consists of and nothing else: no map, no test, no source', () => {
    const names = entries.map(({ fileName }) => fileName);
    assert.deepEqual(
      names.filter((name) => !allowed.some((pattern) => pattern.test(name))),
      [],
    );
    for (const needed of [
      'package.json',
      'package.nls.json',
      'dist/extension.js',
      'dist/fetch.js',
      'dist/simulator.js',
      'dist/videoFile.js',
      'dist/browser.js',
      'media/sample.mp4',
    ]) {
      assert.ok(names.includes(`extension/${needed}`), needed);
    }
  });

  // The goals are lower, 300 KB and 180 KB, and missed since 0.4.0: docs/performance.md has the figures.
  it('is at most 320 KB, with bundles of at most 240 KB each', async () => {
    const { size } = await stat(packagedExtension);
    assert.ok(size <= 320_000, `${size} bytes`);
    for (const name of ['extension', 'browser']) {
      const bundle = entries.find(({ fileName }) => fileName === `extension/dist/${name}.js`);
      assert.ok(bundle && bundle.uncompressedSize <= 240_000, `${name}: ${bundle?.uncompressedSize} bytes`);
    }
  });
});
