import assert from 'node:assert/strict';
import { addressFrom } from '../../../src/outside/address';
import { redact } from '../../../src/outside/redaction';
import { isSigned, signatureExpiry, withoutSignatures } from '../../../src/outside/signedAddress';

const PLACE = 'https://store.example.net/v/a.mp4';
const SIGNED: Readonly<Record<string, string>> = {
  Amazon:
    'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AK&X-Amz-Date=20261128T120000Z&X-Amz-Expires=3600&X-Amz-Signature=0a1b',
  'Amazon, older': 'AWSAccessKeyId=AK&Signature=a%2Bb%3D&Expires=1790162971',
  CloudFront: 'Expires=1790162971&Signature=abc~&Key-Pair-Id=K2',
  'CloudFront, with a policy': 'Policy=eyJ&Signature=abc~&Key-Pair-Id=K2',
  Google: 'X-Goog-Date=20261128T120000Z&X-Goog-Expires=3600&X-Goog-Signature=0a1b',
  'Google, older': 'GoogleAccessId=a@b&Expires=1790162971&Signature=abc',
  Azure: 'sv=2023-11-03&se=2026-11-28T13%3A00%3A00Z&sr=b&sp=r&sig=abc%3D',
  Alibaba: 'OSSAccessKeyId=LTAI&Expires=1790162971&Signature=abc',
  Tencent: 'q-sign-algorithm=sha1&q-ak=AK&q-signature=abc',
  Volcengine: 'X-Tos-Date=20261128T120000Z&X-Tos-Expires=3600&X-Tos-Signature=0a1b',
  Qiniu: 'e=1790162971&token=abc:def=',
  Baidu: 'authorization=bce-auth-v1%2Fabc',
  'a gateway of its own': 'access=Nqev1ARHptn76XzM6JZd2',
};

describe('a signed address', () => {
  for (const [store, query] of Object.entries(SIGNED)) {
    it(`of ${store} is shown without its query, and stays whole where it is fetched`, () => {
      const address = `${PLACE}?${query}`;
      assert.equal(isSigned(new URL(address)), true);
      assert.equal(redact(`GET ${address}: 403`), `GET ${PLACE}?… 403`);
      assert.equal(redact(JSON.stringify({ url: address, id: 'a' })), `{"url":"${PLACE}?…","id":"a"}`);
      assert.equal(addressFrom(address), address);
    });
  }

  it('is found in JSON of Go, in HTML, and inside another address', () => {
    const query = 'x=1&X-Amz-Signature=0a1b';
    for (const text of [
      `"${PLACE}?${query.replace('&', '\\u0026')}"`,
      `"${PLACE}?${query.replace('&', '&amp;')}"`,
      `"https://proxy.example.net/?url=${encodeURIComponent(`${PLACE}?${query}`)}"`,
      `"${encodeURIComponent(`${PLACE}?${query}`)}"`,
    ]) {
      assert.doesNotMatch(withoutSignatures(text), /0a1b/, text);
    }
  });

  it('is told apart from questions and from queries that grant nothing', () => {
    for (const text of [
      'Is it ready? Yes, and sig=nal.',
      `${PLACE}?alt=media`,
      `${PLACE}?index=1&design=a`,
      'https://api.example.com/v1/videos?sp=1&sv=2&page=2',
    ]) {
      assert.equal(withoutSignatures(text), text);
    }
  });

  it('tells until when it is good, where its store says so', () => {
    const iso = (query: string) => {
      const ms = signatureExpiry(new URL(`${PLACE}?${query}`));
      return ms === undefined ? undefined : new Date(ms).toISOString();
    };
    const inAnHour = ['Amazon', 'Google', 'Azure', 'Volcengine'];
    for (const store of inAnHour) assert.equal(iso(SIGNED[store] ?? ''), '2026-11-28T13:00:00.000Z', store);
    const atTime = ['Amazon, older', 'CloudFront', 'Google, older', 'Alibaba', 'Qiniu'];
    for (const store of atTime) assert.equal(iso(SIGNED[store] ?? ''), '2026-09-23T11:29:31.000Z', store);
    for (const query of [
      SIGNED.Tencent ?? '',
      'Expires=soon&Signature=a',
      'Expires=-1&Signature=a',
      'X-Amz-Date=20261399T120000Z&X-Amz-Expires=3600&X-Amz-Signature=a',
      'X-Amz-Date=20261128T120000Z&X-Amz-Expires=99999999&X-Amz-Signature=a',
      'X-Amz-Date=20261128T120000Z&X-Amz-Expires=6048000&X-Amz-Signature=a',
      'e=1790162971',
    ]) {
      assert.equal(iso(query), undefined, query);
    }
  });

  it('is sought in a hostile text of 1 MiB without delay', () => {
    for (const piece of ['?', '%3F', '?a=', '&sig', '?&&', 'https://a?b&', '?\\u0026']) {
      const text = piece.repeat(Math.ceil((1024 * 1024) / piece.length));
      // Its own time of the processor: a busy machine may let it wait.
      const before = process.cpuUsage();
      withoutSignatures(text);
      assert.ok(process.cpuUsage(before).user < 1_000_000, piece);
    }
  });
});
