import assert from 'node:assert/strict';
import { pathKind } from '../../../src/saving/downloadFolder';

describe('the path in the folder setting', () => {
  const kinds = {
    network: [
      String.raw`\\server\share`,
      '//server/share',
      String.raw`\/server\share`,
      String.raw`\\192.0.2.7@80\a`,
      'file://server/share',
      'FILE://server/share',
      'file:////server/share',
      String.raw`file:\\server\share`,
    ],
    device: [
      String.raw`\\.\PhysicalDrive0`,
      String.raw`\\?\C:\videos`,
      String.raw`\\?\UNC\server\share`,
      '//./pipe/x',
      '//?/C:/x',
      String.raw`\??\C:\x`,
      'file://./x',
    ],
    local: [
      '/home/x',
      String.raw`C:\videos`,
      'C:/videos',
      '~/videos',
      'videos//a',
      'file:///home/x',
      'memfs://a/b',
    ],
  };
  for (const [kind, paths] of Object.entries(kinds)) {
    for (const path of paths) {
      it(`is ${kind}: ${path}`, () => assert.equal(pathKind(path), kind));
    }
  }
});
