import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import type { SucceededOperation } from '../../../src/operations/operation';
import { withServer } from '../endpoints/http/loopbackServer';
import { sampleVideo } from '../simulator/runningSimulator';
import { type DownloadHarness, first, KEY, withDownloads } from './downloadHarness';

const video = readFileSync(sampleVideo);
const NAME = 'job-1';
const consent = { fromForeignHost: true };

/** A store that honours these signatures only, and a gateway that gives `addresses` in turn. */
class SigningGateway {
  readonly asked: string[] = [];
  readonly keysAtStore: (string | undefined)[] = [];
  readonly good = new Set<string>();
  /** Bytes after which the store closes a connection whose signature is good once only. */
  cutAt: number | undefined;
  status = 403;

  constructor(private readonly nextAddress: () => string) {}

  readonly store: RequestListener = ({ url, headers }, response) => {
    this.asked.push(`store ${headers.range ?? ''}`.trimEnd());
    this.keysAtStore.push(headers.authorization);
    const signature = new URL(url ?? '', 'http://store').searchParams.get('Signature') ?? '';
    if (!this.good.has(signature)) {
      response.writeHead(this.status, { 'content-type': 'application/xml' });
      response.end('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
      return;
    }
    if (this.cutAt !== undefined) return this.sendPart(signature, this.cutAt, response);
    const start = Number(/bytes=(\d+)-/.exec(headers.range ?? '')?.[1] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, {
      'content-length': video.length - start,
      ...(start > 0 && { 'content-range': `bytes ${start}-${video.length - 1}/${video.length}` }),
    });
    response.end(video.subarray(start));
  };

  readonly gateway: RequestListener = (_, response) => {
    this.asked.push('status');
    response.end(JSON.stringify({ id: NAME, status: 'completed', video_url: this.nextAddress() }));
  };

  private sendPart(signature: string, end: number, response: Parameters<RequestListener>[1]): void {
    this.good.delete(signature);
    this.cutAt = undefined;
    response.writeHead(200, { 'content-length': video.length });
    response.write(video.subarray(0, end), () => response.destroy());
  }
}

interface Scene {
  readonly harness: DownloadHarness;
  readonly servers: SigningGateway;
  /** The address of the store's file with a signature. */
  readonly address: (signature: string) => string;
  readonly tracked: (signature: string) => SucceededOperation;
}

/** @param next the signature that the gateway gives for a status */
function withScene(next: string, test: (scene: Scene) => Promise<void>): Promise<void> {
  let address = (_: string) => '';
  const servers = new SigningGateway(() => address(next));
  return withServer(servers.store, ({ url: store }) =>
    withServer(servers.gateway, ({ url }) =>
      withDownloads(async (harness) => {
        address = (signature) => `${store}/a.mp4?Signature=${signature}&Expires=1790162971`;
        harness.endpointAt(url, 'videos');
        const tracked = (signature: string) => harness.succeeded(NAME, { uri: address(signature) });
        await test({ harness, servers, address, tracked });
      }),
    ),
  );
}

describe('the download of a video whose signed address has expired', () => {
  for (const status of [400, 403, 410]) {
    it(`asks the status once for another, fetches that, and keeps it (${status})`, async () => {
      await withScene('new', async ({ harness, servers, address, tracked }) => {
        servers.good.add('new');
        servers.status = status;
        const operation = tracked('old');
        const { size } = await harness.save(first(operation), consent);
        assert.equal(size, video.length);
        assert.deepEqual(servers.asked, ['store', 'status', 'store']);
        assert.deepEqual(servers.keysAtStore, [undefined, undefined]);
        const [kept] = harness.store.get(operation)?.videos ?? [];
        assert.deepEqual([kept?.uri, kept?.expiresAt], [address('new'), '2026-09-23T11:29:31.000Z']);
      });
    });
  }

  it('says so, after one question, where the API gives the same address, and does not call the video gone', async () => {
    await withScene('old', async ({ harness, servers, tracked }) => {
      const operation = tracked('old');
      await assert.rejects(harness.save(first(operation), consent), {
        name: 'VideoApiError',
        detail: { kind: 'addressExpired', host: new URL(operation.videos[0].uri).host },
      });
      assert.deepEqual(servers.asked, ['store', 'status']);
      assert.equal(harness.store.get(operation)?.videos[0]?.gone, undefined);
    });
  });

  it('says so where the new address is refused, too, and asks no second time', async () => {
    await withScene('new', async ({ harness, servers, tracked }) => {
      await assert.rejects(harness.save(first(tracked('old')), consent), { kind: 'forbidden' });
      assert.deepEqual(servers.asked, ['store', 'status', 'store']);
    });
  });

  it('goes on where the part ends that came before it expired', async () => {
    await withScene('new', async ({ harness, servers, tracked }) => {
      servers.good.add('old').add('new');
      servers.cutAt = 20_000;
      const { size } = await harness.save(first(tracked('old')), consent);
      assert.equal(size, video.length);
      assert.deepEqual(await harness.saved(), video);
      assert.deepEqual(servers.asked.slice(1), ['store bytes=20000-', 'status', 'store bytes=20000-']);
    });
  });

  it('asks the person again where the new address is at another host', async () => {
    await withScene('old', async ({ harness, servers, tracked }) => {
      const elsewhere: RequestListener = (_, response) =>
        response.end(JSON.stringify({ id: NAME, status: 'completed', url: 'https://other.example/a?sig=1' }));
      const operation = tracked('old');
      await withServer(elsewhere, async ({ url }) => {
        harness.endpointAt(url, 'videos');
        await assert.rejects(harness.save(first(operation), consent), {
          name: 'NotRequestedError',
          reason: { kind: 'foreignHost', host: 'other.example' },
        });
      });
      assert.deepEqual(servers.asked, ['store']);
    });
  });

  it('writes no signature and no key into the log', async () => {
    await withScene('fresh-Signature-1', async ({ harness, servers, tracked }) => {
      servers.good.add('fresh-Signature-1');
      await harness.save(first(tracked('stale-Signature-1')), consent);
      const log = harness.log.join('\n');
      assert.match(log, /\?…/);
      assert.doesNotMatch(log, /Signature-1/);
      assert.equal(log.includes(KEY), false);
    });
  });
});

describe('the download of a video at an address without signature', () => {
  it('asks no status when another host refuses it: the address did not expire', async () => {
    await withScene('new', async ({ harness, servers, address }) => {
      const uri = new URL(address('')).origin;
      const operation = harness.succeeded(NAME, { uri: `${uri}/a.mp4` });
      await assert.rejects(harness.save(first(operation), consent));
      assert.equal(servers.asked.includes('status'), false);
    });
  });
});
