import assert from 'node:assert/strict';
import { addressFrom } from '../../../src/outside/address';
import { redact } from '../../../src/outside/redaction';
import { textFrom } from '../../../src/outside/text';

const KEY = 'sk-any-Answer0987654321zyx';

describe('the address of a video', () => {
  it('stays byte for byte what it was where all in it is as it should be', () => {
    for (const address of [
      'https://generativelanguage.googleapis.com/v1beta/files/3j6svp4106e7:download?alt=media',
      `https://b.s3.amazonaws.com/a%20b/v.mp4?X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261128&X-Amz-Signature=${'0a'.repeat(32)}`,
      'https://x.supabase.co/o/sign/v.mp4?token=eyJhbGciOiJIUzI1NiJ9.eyJ1cmwiOiJ2In0.c2lnbmF0dXJl&b=a+b~c',
      'gs://bucket/v.mp4',
      'https://example.com',
    ]) {
      assert.equal(addressFrom(address, [KEY]), address);
    }
  });

  it('keeps neither control nor invisible characters', () => {
    const address = addressFrom('https://EXAMPLE.com/a\u001b[31m\u202e\u2028v.mp4') ?? '';
    assert.match(address, /^https:\/\/example\.com\/[!-~]+$/);
  });

  it('is none of another kind, with a password, or without end', () => {
    for (const none of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'command:x',
      'https://a:b@example.com/',
      `https://example.com/${'x'.repeat(9000)}`,
      'pending',
    ]) {
      assert.equal(addressFrom(none), undefined, none);
    }
  });

  it('loses a key in it, however that is encoded', () => {
    const percent = (text: string) => [...text].map((one) => `%${one.charCodeAt(0).toString(16)}`).join('');
    for (const form of [
      KEY,
      percent(KEY),
      percent(KEY).replaceAll('%', '%25'),
      btoa(`user:${KEY}`),
      btoa(KEY),
    ]) {
      for (const address of [
        `https://example.com/${form}/v.mp4`,
        `https://example.com/v.mp4?a=1&sig=${form}`,
      ]) {
        const kept = addressFrom(address, [KEY]) ?? '';
        assert.ok(kept.startsWith('https://example.com/'), kept);
        assert.ok(!kept.includes(form.slice(4, 24)), kept);
      }
    }
  });
});

describe('a text from outside', () => {
  it('shows no key that joiners, fillers or selectors divide', () => {
    for (const mark of [
      '\u200b',
      '\u200c',
      '\u200d',
      '\u200c\u200d\u200c',
      '\ufe0f',
      '\u034f',
      '\u3164',
      '\u{e0101}',
      '\u00ad',
    ])
      assert.equal(textFrom(`for ${[...KEY].join(mark)}.`, 100, [KEY]), 'for ….');
  });

  it('keeps joiners in words and emoji that need them', () => {
    for (const text of ['می\u200cخواهم', '👨\u200d👩\u200d👧 ok']) assert.equal(textFrom(text, 100), text);
  });

  it('is redacted in a time that grows with its length alone', () => {
    const before = process.cpuUsage();
    redact(`${KEY.slice(0, 7)} `.repeat(30_000), [KEY]);
    assert.ok(process.cpuUsage(before).user < 1_000_000);
  });
});
