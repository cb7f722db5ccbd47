import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { bucketCopyLine } from '../../../src/operations/bucketVideo';

describe('the line that copies a video from its bucket', () => {
  it('is one of gcloud, into the current folder', () => {
    assert.equal(
      bucketCopyLine('gs://bucket/a/sample_0.mp4'),
      "gcloud storage cp 'gs://bucket/a/sample_0.mp4' .",
    );
  });

  const HOSTILE = ["gs://b/it's.mp4", 'gs://b/$(id).mp4', 'gs://b/`id`;id&&id|id.mp4', "gs://b/';id;'.mp4"];
  for (const uri of HOSTILE) {
    it(`gives a shell ${uri} as one word`, () => {
      const line = bucketCopyLine(uri)?.replace(/^gcloud storage cp/, "printf '%s\\n'") ?? '';
      assert.equal(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' }), `${uri}\n.\n`);
    });
  }

  it('is none for a video elsewhere, and for a name that means several', () => {
    for (const uri of [
      'https://a/b.mp4',
      'gs://b/*',
      'gs://b/a?',
      'gs://b/[ab]',
      'gs://b/a#1',
      'file:///gs://b',
    ]) {
      assert.equal(bucketCopyLine(uri), undefined);
    }
  });
});
