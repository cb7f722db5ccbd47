import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type Entry, openPromise } from 'yauzl';
import { packagedExtension, repository } from '../../scripts/repository';

const allowed = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/package(\.nls(\.vi)?)?\.json$/,
  /^extension\/(readme|changelog)\.md$/i,
  /^extension\/LICENSE\.txt$/,
  /^extension\/dist\/[A-Za-z-]+\.js$/,
  /^extension\/l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^extension\/media\/(icon\.png|veo\.svg|sample\.mp4)$/,
  /^extension\/media\/walkthrough\/[a-z]+-(light|dark)\.png$/,
];

interface Step {
  readonly media: { readonly image: Readonly<Record<string, string>> };
}
interface Walkthrough {
  readonly steps: readonly Step[];
}

describe('the package', () => {
  let entries: Entry[];

  before(async () => {
    entries = [];
    const archive = await openPromise(packagedExtension);
    for await (const entry of archive.eachEntry()) entries.push(entry);
  });

  it('contains only the files of the extension: no map, no test, no source', () => {
    const names = entries.map(({ fileName }) => fileName);
    assert.deepEqual(
      names.filter((name) => !allowed.some((pattern) => pattern.test(name))),
      [],
    );
    for (const needed of [
      'package.json',
      'package.nls.json',
      'dist/extension.js',
      'dist/storedList.js',
      'dist/secondStage.js',
      'dist/node-fetch.js',
      'dist/simulator.js',
      'dist/nodeFileWriter.js',
      'dist/browser.js',
      'media/sample.mp4',
    ]) {
      assert.ok(names.includes(`extension/${needed}`), needed);
    }
  });

  it('has a readme whose pictures a store can show: https addresses of files in the repository', async () => {
    const page = await textOf('extension/readme.md');
    const pictures = [...page.matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, address = '']) => address);
    assert.ok(pictures.length > 1);
    for (const address of pictures) {
      const [, path] =
        /^https:\/\/github\.com\/veo-operations\/veo-operations\/raw\/HEAD\/(.+)$/.exec(address) ?? [];
      assert.ok(path, address);
      await stat(join(repository, path));
    }
  });

  it('has a readme that links to the Vietnamese one', async () => {
    assert.match(await textOf('extension/readme.md'), /\[Tiếng Việt\]\(https:[^)]+README\.vi\.md\)/);
  });

  it('has every picture of the walkthrough in both themes', async () => {
    const names = new Set(entries.map(({ fileName }) => fileName));
    const { contributes } = JSON.parse(await textOf('extension/package.json'));
    const pictures = contributes.walkthroughs
      .flatMap(({ steps }: Walkthrough) => steps)
      .flatMap(({ media }: Step) => Object.values(media.image));
    assert.ok(pictures.length >= 4);
    for (const picture of pictures) assert.ok(names.has(`extension/${picture}`), picture);
  });

  // The goals are 300 KB and 180 KB, which have been missed since 0.4.0: docs/performance.md has the figures.
  it('is at most 850 KB, its second stage 310 KB, and the one file for browsers 620 KB', async () => {
    const { size } = await stat(packagedExtension);
    assert.ok(size <= 850_000, `${size} bytes`);
    for (const [name, most] of [
      ['secondStage', 310_000],
      ['browser', 620_000],
    ] as const) {
      const bundle = entries.find(({ fileName }) => fileName === `extension/dist/${name}.js`);
      assert.ok(bundle && bundle.uncompressedSize <= most, `${name}: ${bundle?.uncompressedSize} bytes`);
    }
  });

  async function textOf(name: string): Promise<string> {
    const archive = await openPromise(packagedExtension, { autoClose: false });
    for await (const entry of archive.eachEntry()) {
      if (entry.fileName.toLowerCase() !== name) continue;
      return text(await archive.openReadStreamPromise(entry));
    }
    throw new Error(`${name} is not in the package`);
  }
});
