import assert from 'node:assert/strict';
import { isOfKnownForm } from '../../../src/references/bareId';
import { parseText } from '../../../src/references/parseText';
import { findReferences } from '../../../src/references/reference';

/** Invented, and in pieces, so that no scanner of repositories reports them. */
const BODY = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789';
const hex = (length: number) => '0a1b2c3d4e5f6789'.repeat(8).slice(0, length);
const base64 = (length: number) => 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEYs012345'.slice(0, length);
const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';

/** Secrets as people have them on the clipboard, in the documented forms of the services. */
const secrets: Readonly<Record<string, string>> = {
  'a password': 'password123',
  'a short password': 'hunter2',
  'a password with signs': 'Tr0ub4dor&3',
  'a passphrase': 'correct horse battery staple',
  'a generated password': 'xK9mP2qL7vR4',
  'a generated password of Apple': 'kodbyj-9xoxpi-Wixhuc',
  'a key of a wireless network': '9f8e7d6c5b',
  'a password in a file': 'password=hunter22',
  'a code of six digits': '123456',
  'a code of eight digits': '12345678',
  'a code in two halves': '123-456',
  'a PIN': '1234',
  'a backup code': 'a1b2c-3d4e5',
  'a recovery code': 'abcd1-efgh2-ijkl3',
  'an app password of Google': 'abcd efgh ijkl mnop',
  'an app password of Microsoft': 'abcdefghijklmnop',
  'a seed of one-time codes': 'JBSWY3DPEHPK3PXP',
  'a licence': 'ABCDE-12345-FGHIJ-67890-KLMNO',
  'a credit card': '4111111111111111',
  'a credit card in groups': '4111 1111 1111 1111',
  'an account': 'DE89370400440532013000',
  'an identity card of Vietnam': '079203001234',
  'a phone number': '0912345678',
  '16 hex digits': hex(16),
  '20 hex digits': hex(20),
  '24 hex digits': hex(24),
  "Azure OpenAI's key": hex(32),
  '32 hex digits in capitals': hex(32).toUpperCase(),
  "Cloudflare's global key": hex(37),
  '40 hex digits': hex(40),
  '48 hex digits': hex(48),
  '64 hex digits': hex(64),
  '128 hex digits': hex(128),
  "AWS's secret": base64(40),
  'Base64 of 24 characters': 'c2VjcmV0LXRva2VuLTEyMw==',
  'Base64 of 44 characters': `${base64(43)}=`,
  'Base64 for addresses': 'Zm9vYmFyLWJhei1xdXV4LTEyMzQ1Njc4OTAx',
  'credentials in a header': 'Basic dXNlcjpwYXNzd29yZA==',
  'an id of nanoid': 'V1StGXR8_Z5jdHi6B-myT',
  'an id of cuid': 'ckopqwooh000001la8mbi2im9',
  'a ULID': '01ARZ3NDEKTSV4RRFFQ69G5FAV',
  "Heroku's key": `HRKU-AA${BODY}`,
  "Telegram's bot token": `123456789:AA${BODY.slice(3)}`,
  "GitHub's token": `ghp_${BODY}`,
  "Stripe's key": `sk_live_${BODY}`,
  "Twilio's key": `SK${hex(32)}`,
  "Twilio's account": `AC${hex(32)}`,
  "Mailgun's key": `key-${hex(32)}`,
  "Mailgun's key of a domain": `${hex(32)}-0a1b2c3d-4e5f6789`,
  "Discord's token": `MTIzNDU2Nzg5MDEyMzQ1Njc4.GhIjKl.${BODY.slice(0, 27)}`,
  "Notion's token": `ntn_${BODY}`,
  "Notion's old token": `secret_${BODY}abcdefg`,
  "Linear's key": `lin_api_${BODY}`,
  "Supabase's token": `sbp_${hex(40)}`,
  "Vercel's token": BODY.slice(0, 24),
  "Netlify's token": `nfp_${BODY}`,
  "Cloudflare's token": `${BODY.slice(0, 30)}_-abcdefgh`,
  "DigitalOcean's token": `dop_v1_${hex(64)}`,
  "Slack's token": `xoxb-1234567890-${BODY}`,
  "Slack's hook": `https://hooks.slack.com/services/T00000000/B00000000/${BODY.slice(0, 24)}`,
  "a gateway's key": `sk-${BODY.slice(0, 22)}`,
  "a new gateway's key": `sk-${hex(32)}`,
  "Google's key": `AIzaSy${BODY.slice(0, 33)}`,
  "fal's key": `${UUID}:${hex(32)}`,
  "Kling's key": BODY.slice(0, 32),
  "PyPI's token": `pypi-${BODY}`,
  "npm's token": `npm_${BODY}`,
  'a JSON Web Token': `eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.${BODY}`,
  'a signed session': `s%3A0a1b2c3d.${BODY}`,
  'a cookie': `session=${BODY}`,
  'a cookie of PHP': 'PHPSESSID=0a1b2c3d4e5f',
  'a public key of SSH': `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${BODY} me@host`,
  'a private key of SSH': `-----BEGIN OPENSSH PRIVATE KEY-----\n${BODY}\n-----END OPENSSH PRIVATE KEY-----`,
  'the address of a database': 'postgres://user:p4ssw0rd@db.example/x',
  'the address of a project at Sentry': `https://${hex(32)}@o1.ingest.sentry.io/123`,
};

/** These look like ids, so the person is asked before they are sent. */
const likeIds: Readonly<Record<string, string>> = {
  'a password of twelve small letters and digits': 'mypassword12',
  'a generated one of these': 'k7m2p9q4x1z8',
  "Heroku's old key": UUID,
};

const NAME = 'models/veo-3.0-generate-001/operations/idrk08ltkg0a';

/** Whether a text leads to a request, perhaps after a question to the person. */
function isTaken(text: string): boolean {
  const parsed = parseText(text);
  return parsed.kind === 'references' || (parsed.kind === 'bareId' && isOfKnownForm(parsed.id));
}

describe('a pasted secret', () => {
  const forms = (secret: string) => [
    secret,
    ` ${secret}\n`,
    `"${secret}"`,
    `\`${secret}\``,
    `**${secret}**`,
    `(${secret})`,
  ];

  it('is refused, whatever it opens and however it is quoted', () => {
    const taken = Object.values(secrets).flatMap((secret) => forms(secret).filter(isTaken));
    assert.deepEqual(taken, []);
  });

  for (const [what, secret] of Object.entries(likeIds)) {
    it(`that is ${what} is at most a bare id, which the person is asked about`, () => {
      for (const text of forms(secret)) assert.equal(parseText(text).kind, 'bareId', text);
    });
  }

  it('beside a name is neither its label nor its prompt where its form is known', () => {
    const known = [
      "GitHub's token",
      "a gateway's key",
      "Google's key",
      "Azure OpenAI's key",
      "Netlify's token",
    ];
    for (const what of known) {
      const secret = secrets[what] ?? '';
      const hidden = `${secret.slice(0, 4)}\u200b${secret.slice(4)}`;
      for (const one of [secret, hidden]) {
        for (const text of [
          `${one}: ${NAME}`,
          `title: ${one}\nname: ${NAME}`,
          JSON.stringify({ name: NAME, title: one, prompt: one }),
          `id,title\n${NAME},${one}`,
        ]) {
          assert.deepEqual(findReferences(text), [{ name: NAME }], text);
        }
      }
    }
  });
});

describe('an honest bare id', () => {
  for (const id of ['idrk08ltkg0a', 'abcdefghijkl', 'k3v9qz71mx0b', UUID, UUID.toUpperCase().toLowerCase()]) {
    it(`${id} is taken, after a question`, () => assert.equal(isTaken(id), true));
  }
});
