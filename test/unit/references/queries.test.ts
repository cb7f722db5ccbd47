import assert from 'node:assert/strict';
import { findReferences, type Reference } from '../../../src/references/reference';

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';
const VIDEO = 'video_68d7512d07848190b3e45da0';
const GOOGLE = 'https://generativelanguage.googleapis.com';
const STATUS = `${GOOGLE}/v1beta/${NAME}`;
const KEY = `AIzaSy${'A1b2'.repeat(8)}`;
const encoded = encodeURIComponent;

const named: Readonly<Record<string, [text: string, found: Reference]>> = {
  'a parameter': [`https://app.example/x?operation=${encoded(NAME)}`, { name: NAME }],
  'a parameter before others': [`https://app.example/x?op=${encoded(NAME)}&wait=1`, { name: NAME }],
  'a parameter of a host alone': [`https://app.example?op=${encoded(NAME)}#top`, { name: NAME }],
  'a parameter that is not encoded': [`https://app.example/?a=b&next=${NAME}&c=d`, { name: NAME }],
  "a page of an app's own": [`https://app.example/#/op/${NAME}`, { name: NAME }],
  'an encoded page': [`https://app.example/a?tab=1#/op/${encoded(NAME)}`, { name: NAME }],
  'a page with parameters': [`https://app.example/#!/op/${NAME}?tab=1`, { name: NAME }],
  'a fragment': [`https://app.example/#${NAME}`, { name: NAME }],
  'a path in a parameter': [`https://app.example/?next=${encoded(`/op/${NAME}`)}&x=1`, { name: NAME }],
  'a redirect of Google': [
    `https://www.google.com/url?q=${STATUS}&sa=D&source=docs`,
    { name: NAME, root: GOOGLE },
  ],
  'a safe link of Outlook': [
    `https://nam02.safelinks.protection.outlook.com/?url=${encoded(STATUS)}&data=05%7C01%7C&sdata=a%3D&reserved=0`,
    { name: NAME, root: GOOGLE },
  ],
  'a proxy': [`https://proxy.example/fetch?url=${encoded(STATUS)}`, { name: NAME, root: GOOGLE }],
  'a proxy that passes a key on': [
    `https://proxy.example/fetch?url=${encoded(`${STATUS}?alt=json&key=${KEY}`)}`,
    { name: NAME, root: GOOGLE },
  ],
  'a page behind a login': [
    `https://app.example/login?next=${encoded(`/x?operation=${encoded(NAME)}&y=1`)}`,
    { name: NAME },
  ],
  'a redirect within a redirect': [
    `https://a.example/?u=${encoded(`https://b.example/?u=${encoded(STATUS)}&x=1`)}&y=2`,
    { name: NAME, root: GOOGLE },
  ],
  'a login at a host that is a variable': [`https://$HOST/login?next=${encoded(NAME)}`, { name: NAME }],
  'the id of a video': [`https://app.example/watch?id=${VIDEO}&t=1`, { name: VIDEO }],
  'a short id of a video': ['https://app.example/watch?videoId=video_abc1&t=1', { name: 'video_abc1' }],
  'the id of a video, encoded twice': [
    `https://app.example/?next=${encoded(`/watch?id=${VIDEO}&t=1`)}`,
    { name: VIDEO },
  ],
  'the address of a video': [
    `https://proxy.example/?url=${encoded(`https://host.example/v1/videos/${VIDEO}/content`)}&x=1`,
    { name: VIDEO, root: 'https://host.example' },
  ],
  'a form': [`operationName=${encoded(NAME)}&apiKey=${KEY}`, { name: NAME }],
  'a form that is not encoded': [`a=b&operation=${NAME}&c=d`, { name: NAME }],
  'a form with a path': [`path=/v1beta/${NAME}&key=${KEY}`, { name: NAME }],
  'a form of curl': [`curl -d 'op=${encoded(NAME)}&x=1' https://host.example/a`, { name: NAME }],
};

describe('a name in a query, a fragment or a form', () => {
  for (const [what, [text, found]] of Object.entries(named)) {
    it(`is found, with the root of a whole address only: ${what}`, () => {
      assert.deepEqual(findReferences(text), [found]);
    });
  }

  it('is not searched if the address itself names an operation', () => {
    const other = 'models/veo/operations/abcd1234efgh';
    assert.deepEqual(findReferences(`${STATUS}?next=${other}`), [{ name: NAME, root: GOOGLE }]);
  });
});
