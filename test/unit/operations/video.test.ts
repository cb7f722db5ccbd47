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

const HOUR_MS = 60 * 60 * 1000;
const END = Date.parse('2026-11-20T10:00:00.000Z');
const EXPIRY = END + 48 * HOUR_MS;
const iso = (ms: number) => new Date(ms).toISOString();
const unsaved: Video = { uri: 'https://a/b', expiresAt: iso(EXPIRY) };

function ended(...videos: readonly [Video, ...Video[]]): SucceededOperation {
  return {
    endpoint: 'google',
    name: 'models/veo/operations/a',
    trackedAt: iso(END - HOUR_MS),
    finishedAt: iso(END),
    state: 'succeeded',
    videos,
  };
}

describe('the expiry of a video', () => {
  it('is two days after the end if nobody told it', () => {
    assert.deepEqual(withExpiry([{ uri: 'https://a/b' }], { at: iso(END), isReported: false }), [unsaved]);
  });

  it('is as told, and there is none for a video in a bucket or a file', () => {
    const told: Video = { uri: 'https://a/b', expiresAt: iso(END + HOUR_MS) };
    const others: Video[] = [{ uri: 'gs://bucket/b' }, { uri: 'file:///b.mp4', file: '/b.mp4' }];
    assert.deepEqual(withExpiry([told, ...others], { at: iso(END), isReported: true }), [told, ...others]);
  });

  it('is the earlier one if the API told both the end and the expiry', () => {
    const told: Video = { uri: 'https://a/b', expiresAt: iso(EXPIRY + HOUR_MS) };
    assert.deepEqual(withExpiry([told], { at: iso(END), isReported: true }), [unsaved]);
    assert.deepEqual(withExpiry([told], { at: iso(END), isReported: false }), [told]);
  });

  it('is for an operation that of its first unsaved video', () => {
    const earlier: Video = { uri: 'https://a/c', expiresAt: iso(EXPIRY - HOUR_MS) };
    assert.equal(expiryOf(ended(unsaved, earlier)), EXPIRY - HOUR_MS);
    assert.equal(expiryOf(ended(unsaved, { ...earlier, file: '/c.mp4' })), EXPIRY);
    assert.equal(expiryOf(ended({ ...unsaved, gone: true })), undefined);
    assert.equal(isUnsaved({ uri: 'gs://bucket/b' }), false);
  });

  it('is soon during the last six hours', () => {
    const operation = ended(unsaved);
    const soon = [EXPIRY - 6 * HOUR_MS - 1, EXPIRY - 6 * HOUR_MS, EXPIRY - 1, EXPIRY];
    assert.deepEqual(
      soon.map((now) => expiresSoon(operation, now)),
      [false, true, true, false],
    );
  });

  it('tells when it will be soon, and when it will be past', () => {
    const operation = ended(unsaved);
    assert.equal(nextExpiryChange(operation, END), EXPIRY - 6 * HOUR_MS);
    assert.equal(nextExpiryChange(operation, EXPIRY - HOUR_MS), EXPIRY);
    assert.equal(nextExpiryChange(operation, EXPIRY), undefined);
    assert.equal(nextExpiryChange(ended({ ...unsaved, file: '/b.mp4' }), END), undefined);
  });
});

describe('a video that needs saving', () => {
  it('is only on the server or in our storage, or an earlier release gave it up on any answer', () => {
    const gaveUp: Video = { ...unsaved, gone: true };
    assert.deepEqual([unsaved, gaveUp].map(needsSaving), [true, true]);
    const proved: Video = { ...gaveUp, goneAt: iso(END) };
    const kept: Video = { uri: 'file:///b', kept: 'file:///b' };
    assert.deepEqual([kept, { ...kept, file: '/b.mp4' }].map(needsSaving), [true, false]);
    const others = [
      { ...kept, gone: true, goneAt: iso(END) } as const,
      proved,
      { ...gaveUp, file: '/b.mp4' },
      { ...unsaved, file: '/b.mp4' },
      { uri: 'gs://bucket/b' },
    ];
    assert.deepEqual(
      others.map(needsSaving),
      others.map(() => false),
    );
  });
});

describe('whether a video is lost', () => {
  const proved: Video = { ...unsaved, gone: true, goneAt: iso(END) };
  for (const [what, video, now, over] of [
    ['is no for a saved one, however old', { ...unsaved, file: '/b.mp4' }, EXPIRY + 1, false],
    ['is no while the server has it', unsaved, EXPIRY - 1, false],
    ['is yes from its expiry on', unsaved, EXPIRY, true],
    ['is yes once the API said that it is gone', proved, END, true],
    ['is no if only an earlier release gave it up', { ...unsaved, gone: true }, END, false],
    [
      'is yes if an earlier release gave it up and it is past its expiry',
      { ...unsaved, gone: true },
      EXPIRY,
      true,
    ],
    ['is no for one in a bucket', { uri: 'gs://bucket/b' }, EXPIRY + 1, false],
  ] as const) {
    it(what, () => assert.equal(isLost(video, now), over));
  }
});

describe('a change of a video', () => {
  it('changes that video alone, and removes what no longer holds', () => {
    const operation = ended(unsaved, unsaved);
    const saved = withVideoChange(operation, 1, { file: '/b.mp4' });
    assert.deepEqual(saved.videos, [unsaved, { ...unsaved, file: '/b.mp4' }]);
    assert.deepEqual(withVideoChange(saved, 1, { file: undefined }), operation);
    const gone = withVideoChange(operation, 0, { goneAt: iso(END) });
    assert.deepEqual(gone.videos[0], { ...unsaved, gone: true, goneAt: iso(END) });
    assert.deepEqual(withVideoChange(gone, 0, { goneAt: undefined }), operation);
    assert.equal(withVideoChange(operation, 0, { expiresAt: iso(END) }).videos[0].expiresAt, iso(END));
  });

  it('of its file removes the hash of the file before', () => {
    const saved = withVideoChange(ended(unsaved), 0, { file: '/b.mp4', sha256: 'ab' });
    assert.deepEqual(saved.videos[0], { ...unsaved, file: '/b.mp4', sha256: 'ab' });
    const later = withVideoChange(saved, 0, { expiresAt: iso(END) });
    assert.equal(later.videos[0].sha256, 'ab');
    assert.deepEqual(withVideoChange(saved, 0, { file: '/c.mp4' }).videos[0], { ...unsaved, file: '/c.mp4' });
    assert.deepEqual(withVideoChange(saved, 0, { file: undefined }).videos[0], unsaved);
  });

  it('confirms that it is gone, if so far only an earlier release said so', () => {
    const old: Video = { ...unsaved, gone: true };
    const isUnconfirmed = (operation: SucceededOperation) => isGoneUnconfirmed(operation.videos[0]);
    assert.equal(isUnconfirmed(ended(old)), true);
    assert.deepEqual(withVideoChange(ended(old), 0, { expiresAt: iso(END) }).videos[0], {
      ...old,
      expiresAt: iso(END),
    });
    assert.equal(isUnconfirmed(withVideoChange(ended(old), 0, { goneAt: iso(END) })), false);
    assert.deepEqual(withVideoChange(ended(old), 0, { goneAt: undefined }), ended(unsaved));
  });

  it('to one that never existed makes the operation filtered, with its end', () => {
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
