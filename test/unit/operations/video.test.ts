import assert from 'node:assert/strict';
import type { SucceededOperation, Video } from '../../../src/operations/operation';
import {
  asFiltered,
  expiresSoon,
  expiryOf,
  isGoneUnconfirmed,
  isLost,
  isUnsaved,
  needsSaving,
  nextExpiryChange,
  withExpiry,
  withVideoChange,
} from '../../../src/operations/video';

const HOUR = 60 * 60 * 1000;
const END = Date.parse('2026-11-20T10:00:00.000Z');
const EXPIRY = END + 48 * HOUR;
const iso = (ms: number) => new Date(ms).toISOString();
const unsaved: Video = { uri: 'https://a/b', expiresAt: iso(EXPIRY) };

function ended(...videos: readonly [Video, ...Video[]]): SucceededOperation {
  return {
    endpoint: 'google',
    name: 'models/veo/operations/a',
    trackedAt: iso(END - HOUR),
    finishedAt: iso(END),
    state: 'succeeded',
    videos,
  };
}

describe('the time that videos are there', () => {
  it('is two days from the end where nobody tells', () => {
    assert.deepEqual(withExpiry([{ uri: 'https://a/b' }], { at: iso(END), isTold: false }), [unsaved]);
  });

  it('is as told where somebody tells, and no matter for a bucket or a file', () => {
    const told: Video = { uri: 'https://a/b', expiresAt: iso(END + HOUR) };
    const others: Video[] = [{ uri: 'gs://bucket/b' }, { uri: 'file:///b.mp4', file: '/b.mp4' }];
    assert.deepEqual(withExpiry([told, ...others], { at: iso(END), isTold: true }), [told, ...others]);
  });

  it('is the earlier of two deadlines that were told, and the only one that was told', () => {
    const told: Video = { uri: 'https://a/b', expiresAt: iso(EXPIRY + HOUR) };
    assert.deepEqual(withExpiry([told], { at: iso(END), isTold: true }), [unsaved]);
    assert.deepEqual(withExpiry([told], { at: iso(END), isTold: false }), [told]);
  });

  it('is that of the first video which nobody saved', () => {
    const earlier: Video = { uri: 'https://a/c', expiresAt: iso(EXPIRY - HOUR) };
    assert.equal(expiryOf(ended(unsaved, earlier)), EXPIRY - HOUR);
    assert.equal(expiryOf(ended(unsaved, { ...earlier, file: '/c.mp4' })), EXPIRY);
    assert.equal(expiryOf(ended({ ...unsaved, gone: true })), undefined);
    assert.equal(isUnsaved({ uri: 'gs://bucket/b' }), false);
  });

  it('is short for the last six hours, and then over', () => {
    const operation = ended(unsaved);
    const soon = [EXPIRY - 6 * HOUR - 1, EXPIRY - 6 * HOUR, EXPIRY - 1, EXPIRY];
    assert.deepEqual(
      soon.map((now) => expiresSoon(operation, now)),
      [false, true, true, false],
    );
  });

  it('says when it will be short, and when over', () => {
    const operation = ended(unsaved);
    assert.equal(nextExpiryChange(operation, END), EXPIRY - 6 * HOUR);
    assert.equal(nextExpiryChange(operation, EXPIRY - HOUR), EXPIRY);
    assert.equal(nextExpiryChange(operation, EXPIRY), undefined);
    assert.equal(nextExpiryChange(ended({ ...unsaved, file: '/b.mp4' }), END), undefined);
  });
});

describe('a video to be saved', () => {
  it('is one that is only on the server, or that an earlier release gave up on the word of anybody', () => {
    const gaveUp: Video = { ...unsaved, gone: true };
    assert.deepEqual([unsaved, gaveUp].map(needsSaving), [true, true]);
    const proved: Video = { ...gaveUp, goneAt: iso(END) };
    const others = [
      proved,
      { ...gaveUp, file: '/b.mp4' },
      { ...unsaved, file: '/b.mp4' },
      { uri: 'gs://bucket/b' },
    ];
    assert.deepEqual(others.map(needsSaving), [false, false, false, false]);
  });
});

describe('a video for which there is nothing to fetch any more', () => {
  const proved: Video = { ...unsaved, gone: true, goneAt: iso(END) };
  for (const [what, video, now, over] of [
    ['is none with a file, however old', { ...unsaved, file: '/b.mp4' }, EXPIRY + 1, false],
    ['is none while the server has it', unsaved, EXPIRY - 1, false],
    ['is one from the time of its deletion on', unsaved, EXPIRY, true],
    ['is one once the API has said that it is gone', proved, END, true],
    ['is none when only an earlier release gave it up', { ...unsaved, gone: true }, END, false],
    ['is one when one that was given up is past its time', { ...unsaved, gone: true }, EXPIRY, true],
    ['is none in a bucket', { uri: 'gs://bucket/b' }, EXPIRY + 1, false],
  ] as const) {
    it(what, () => assert.equal(isLost(video, now), over));
  }
});

describe('news of a video', () => {
  it('changes that video alone, and what holds no longer goes', () => {
    const operation = ended(unsaved, unsaved);
    const saved = withVideoChange(operation, 1, { file: '/b.mp4' });
    assert.deepEqual(saved.videos, [unsaved, { ...unsaved, file: '/b.mp4' }]);
    assert.deepEqual(withVideoChange(saved, 1, { file: undefined }), operation);
    const gone = withVideoChange(operation, 0, { goneAt: iso(END) });
    assert.deepEqual(gone.videos[0], { ...unsaved, gone: true, goneAt: iso(END) });
    assert.deepEqual(withVideoChange(gone, 0, { goneAt: undefined }), operation);
    assert.equal(withVideoChange(operation, 0, { expiresAt: iso(END) }).videos[0].expiresAt, iso(END));
  });

  it('of a file takes the sum of the one before with it', () => {
    const saved = withVideoChange(ended(unsaved), 0, { file: '/b.mp4', sha256: 'ab' });
    assert.deepEqual(saved.videos[0], { ...unsaved, file: '/b.mp4', sha256: 'ab' });
    const later = withVideoChange(saved, 0, { expiresAt: iso(END) });
    assert.equal(later.videos[0].sha256, 'ab');
    assert.deepEqual(withVideoChange(saved, 0, { file: '/c.mp4' }).videos[0], { ...unsaved, file: '/c.mp4' });
    assert.deepEqual(withVideoChange(saved, 0, { file: undefined }).videos[0], unsaved);
  });

  it('that it is gone on the word of an earlier release stays unproved until the API says so', () => {
    const old: Video = { ...unsaved, gone: true };
    const isUnproved = (operation: SucceededOperation) => isGoneUnconfirmed(operation.videos[0]);
    assert.equal(isUnproved(ended(old)), true);
    assert.deepEqual(withVideoChange(ended(old), 0, { expiresAt: iso(END) }).videos[0], {
      ...old,
      expiresAt: iso(END),
    });
    assert.equal(isUnproved(withVideoChange(ended(old), 0, { goneAt: iso(END) })), false);
    assert.deepEqual(withVideoChange(ended(old), 0, { goneAt: undefined }), ended(unsaved));
  });

  it('that there never was one makes the operation filtered, when it ended', () => {
    const { videos: _, ...rest } = ended(unsaved);
    const operation = { ...ended(unsaved), warnedAt: iso(END), model: 'veo', label: 'my cat' };
    assert.deepEqual(asFiltered(operation), {
      ...rest,
      model: 'veo',
      label: 'my cat',
      state: 'filtered',
      videos: [],
    });
  });
});
