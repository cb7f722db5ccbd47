import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SaveFault } from '../../../src/operations/faultDetail';
import type { Operation, OperationId, SucceededOperation } from '../../../src/operations/operation';
import { SaveError } from '../../../src/saving/saveError';
import { type Fault, type Simulator, startSimulator } from '../../../src/simulator/simulator';
import { EndpointList } from '../../../src/ui/endpointList';
import { savingFaultWords } from '../../../src/ui/saving/savingWords';
import { CurrentSettings } from '../../../src/ui/settings';
import { listed } from '../extension';
import { asSucceeded, GATEWAY_KEY, isDownloadRequest, sampleVideo } from '../gateway';
import { useHarness } from '../harness';
import { changeSetting } from '../settings';
import { filesIn, setVideoFolder, useVideoFolders } from '../videoFolders';

describe('a video that cannot be downloaded', () => {
  const harness = useHarness();
  const folders = useVideoFolders();
  let folder: string;

  beforeEach(async () => {
    folder = await setVideoFolder(folders);
  });
  afterEach('leaves nothing behind', () => assert.deepEqual(filesIn(folder), []));

  const faults: readonly [string, Fault, RegExp, string[]][] = [
    [
      'is not allowed any more',
      { kind: 'forbidden' },
      /^gateway did not give the video out\. \(HTTP 403/,
      [],
    ],
    ['is not there any more', { kind: 'notFound' }, /no longer has this video\.$/, []],
    [
      'is a web page',
      { kind: 'html' },
      /sent something that is no MP4 video\. Try again later\. A web page came\.$/,
      [],
    ],
    ['is JSON', answer('{"a": 1}'), /sent something that is no MP4 video\. .*JSON came: \{"a": 1\}$/, []],
    [
      'is an error called a video',
      answer('{"error": {"message": "The quota is used up", "type": "invalid_request_error"}}'),
      /sent something that is no MP4 video\. .*\(“The quota is used up”\)$/,
      [],
    ],
    ['is empty', answer(''), /sent something that is no MP4 video\. .*Nothing came\.$/, []],
    ['needs another key', { kind: 'wrongKey' }, /refused the API key\. Set another one/, ['Set API Key…']],
    [
      'costs more than there is',
      { kind: 'budgetExceeded', status: 429, toldBy: 'type' },
      /budget of the API key for gateway is spent/,
      ['Set API Key…'],
    ],
    [
      'must wait long',
      { kind: 'rateLimited', retryAfter: 3600 },
      /gets too many requests .*\. Try again at \d/,
      [],
    ],
    [
      'is refused otherwise',
      { kind: 'rejected', status: 422 },
      /did not give the video out\. \(HTTP 422/,
      [],
    ],
    [
      'is redirected to where a key must not go',
      { kind: 'redirect', location: 'http://192.0.2.1/' },
      /did not give the video out\. It redirected to 192\.0\.2\.1, where an API key is not safe\.$/,
      [],
    ],
  ];
  for (const [what, fault, words, buttons] of faults) {
    it(`because it ${what} is reported with what to do`, async () => {
      const operation = await harness.gateway.trackSucceeded();
      harness.gateway.scriptDownloadFault(fault);
      await download(operation);
      const text = new RegExp(words.source.replace(/^\^/, ': '));
      const { severity, actions } = await harness.user.waitForMessage(text);
      assert.deepEqual([severity, actions], ['error', buttons]);
      assert.equal(harness.user.messages.length, 1);
      assert.equal(listedOperation(operation).videos[0].file, undefined);
    });
  }

  it('because it is gone is listed as gone, until it can be downloaded after all', async () => {
    const operation = await harness.gateway.trackSucceeded();
    harness.gateway.scriptDownloadFault({ kind: 'notFound' });
    await download(operation);
    assert.equal(listedOperation(operation).videos[0].gone, true);
    await changeSetting('download.folder', folders.outside);
    await download(operation);
    assert.equal(listedOperation(operation).videos[0].gone, undefined);
  });

  it('because it is not ready yet is downloaded once it is ready', async () => {
    await changeSetting('download.folder', folders.outside);
    const operation = await harness.gateway.trackSucceeded();
    const body = '{"error": {"message": "Video is not ready yet", "type": null}}';
    harness.gateway.scriptDownloadFault({ kind: 'answer', status: 404, body });
    await download(operation);
    await harness.user.waitForMessage(/^Saved /);
    assert.equal(listedOperation(operation).videos[0].gone, undefined);
  });

  it('because the safety filter removed it makes its operation filtered', async () => {
    const operation = await harness.gateway.trackSucceeded(1, { contract: 'videos' });
    const body = JSON.stringify({
      error: { message: 'No video data found in completed operation', type: null },
    });
    harness.gateway.scriptDownloadFault({ kind: 'answer', status: 500, body });
    await download(operation);
    const { severity } = await harness.user.waitForMessage(
      /safety filter kept it back.*listed as filtered now/,
    );
    assert.equal(severity, 'error');
    const filtered = listed(harness.api, operation);
    assert.deepEqual([filtered?.state, filtered?.videos], ['filtered', []]);
  });

  it('because the safety filter removed it is not offered when the first answer says so', async () => {
    const id = harness.gateway.newId({ kind: 'filtered', reasons: 'given' }, 0, { contract: 'videos' });
    assert.equal((await harness.gateway.trackAndPoll(id)).state, 'filtered');
    const probes = harness.gateway.simulator.requests.filter(
      (request) => isDownloadRequest(request) && decodeURIComponent(request.path).includes(id.name),
    );
    assert.equal(probes.length, 1);
  });

  it('because its endpoint was removed is reported with how to add the endpoint', async () => {
    const operation = await harness.gateway.trackSucceeded();
    await changeSetting('endpoints', undefined);
    try {
      await download(operation);
      await harness.user.waitForMessage(/There is no endpoint "gateway" any more.*Select Endpoint…\.$/);
      assert.deepEqual(harness.gateway.downloadsOf(operation), []);
    } finally {
      await changeSetting('endpoints', [harness.gateway.setting]);
    }
  });

  it('because it is in a bucket is reported with its address, and the command that fetches it', async () => {
    const operation = asSucceeded(
      await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideoAt('gs://bucket/video.mp4')),
    );
    await download(operation);
    const message = await harness.user.waitForMessage(
      /in a bucket of Google Cloud Storage, gs:\/\/bucket\/video\.mp4/,
    );
    assert.deepEqual(message.actions, ['Copy Command']);
  });

  it('for want of a key can be downloaded once the key is entered', async () => {
    const operation = await harness.gateway.trackSucceeded();
    harness.user.willClick('Remove');
    await vscode.commands.executeCommand('veo.removeApiKey', 'gateway');
    harness.user.willClick('Set API Key…');
    harness.user.willType(GATEWAY_KEY);
    const keyIsSet = harness.gateway.simulator.nextRequest();
    // A running operation, which is polled again as soon as there is a key.
    await harness.gateway.trackAndPoll(harness.gateway.newId());
    await download(operation);
    const { actions } = await harness.user.waitForMessage(
      /There is no API key for gateway\. Set one, then download/,
    );
    assert.deepEqual(actions, ['Set API Key…']);
    await keyIsSet;
    assert.deepEqual(harness.gateway.downloadsOf(operation), []);
    assert.deepEqual(harness.user.inputTitles, ['API Key for gateway']);
    await changeSetting('download.folder', folders.outside);
    await download(operation);
    assert.ok(listedOperation(operation).videos[0].file);
  });

  describe('because it is at an unknown host', () => {
    let other: Simulator;
    let operation: SucceededOperation;

    beforeEach(async () => {
      other = await startSimulator({ sampleVideo: sampleVideo() });
      operation = asSucceeded(
        await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideoAt(videoAt(other))),
      );
    });
    afterEach(() => other.stop());

    it('is not requested before the person agrees', async () => {
      await download(operation);
      const { severity, text, actions } = await harness.user.waitForMessage(/which is not its endpoint/);
      assert.deepEqual([severity, actions], ['warning', ['Fetch Without the Key', 'Always Fetch There']]);
      assert.ok(text.includes(new URL(other.url).host));
      assert.deepEqual(other.requests, []);
    });

    it('is requested without the key when the person agrees', async () => {
      await changeSetting('download.folder', folders.outside);
      harness.user.willClick('Fetch Without the Key');
      await download(operation);
      await harness.user.waitForMessage(/^Saved /);
      const [request, ...others] = other.requests;
      assert.deepEqual(others, []);
      assert.equal(JSON.stringify(request).includes(GATEWAY_KEY), false);
      assert.deepEqual(
        [request?.headers['x-goog-api-key'], request?.headers.authorization],
        [undefined, undefined],
      );
    });
  });

  describe('of several, because they are at an unknown host', () => {
    let other: Simulator;
    before(async () => {
      other = await startSimulator({ sampleVideo: sampleVideo() });
    });
    after(() => other.stop());

    const track = async () =>
      asSucceeded(await harness.gateway.trackAndPoll(harness.gateway.newIdWithVideoAt(videoAt(other))));

    it('is asked about in one message, whose answer "always" counts for the videos that follow', async () => {
      await changeSetting('download.folder', folders.outside);
      const operations = [await track(), await track()];
      harness.user.willClick('Always Fetch There');
      await vscode.commands.executeCommand('veo.downloadUnsaved', operations);
      await harness.user.waitForMessage(/^2 videos are at .*, which is not their endpoint/);
      await harness.user.waitForMessage(/^Saved 2 videos/);
      const third = await track();
      await download(third);
      await harness.user.waitForMessage(/^Saved .*mp4/);
      assert.equal(JSON.stringify(other.requests).includes(GATEWAY_KEY), false);
    });
  });

  describe('because of the disk', () => {
    it('is reported when the chosen folder was deleted', async () => {
      await changeSetting('download.folder', undefined);
      harness.user.willChoosePath(vscode.Uri.file(join(folders.outside, 'gone', 'a.mp4')));
      await download(await harness.gateway.trackSucceeded());
      await harness.user.waitForMessage(
        /The folder does not exist any more\. Make it again or choose another/,
      );
    });

    it('is reported when a file has the name of the folder', async () => {
      const file = join(folders.outside, 'file');
      await writeFile(file, '');
      await changeSetting('download.folder', file);
      await download(await harness.gateway.trackSucceeded());
      await harness.user.waitForMessage(
        /^The folder .*file of the setting veo\.download\.folder cannot be used/,
      );
    });

    it('is reported when the folder is read-only', async () => {
      // Not even root can create a file in /sys, nor on the system volume of macOS.
      await changeSetting('download.folder', process.platform === 'linux' ? '/sys' : '/System');
      await download(await harness.gateway.trackSucceeded());
      const { severity } = await harness.user.waitForMessage(
        /The folder cannot be written to\. Choose another one\.$/,
      );
      assert.equal(severity, 'error');
    });

    const words: Readonly<Record<SaveFault, RegExp>> = {
      diskFull: /^The disk is full\. Make room or choose another folder/,
      denied: /^The folder cannot be written to/,
      noFolder: /^The folder does not exist any more/,
      exists: /^All names for the file are taken/,
      inUse: /^Another program uses the file\. Close it there, then download/,
      nameTooLong: /^The name of the file is too long for this folder/,
      other: /^The file could not be written\. \(EIO\)$/,
    };
    for (const [fault, text] of Object.entries(words)) {
      it(`is reported in plain words for ${fault}`, async () => {
        const settings = new CurrentSettings();
        const endpoints = new EndpointList(settings);
        const operation = await harness.gateway.trackSucceeded();
        const target = { operation, video: operation.videos[0], index: 0 };
        const error = new SaveError(fault as SaveFault, 'EIO: i/o error', { code: 'EIO' });
        assert.match(savingFaultWords(error, target, endpoints) ?? '', text);
        const whole = new SaveError(fault as SaveFault, 'EIO', { leftAt: '/videos/veo-video-1.mp4' });
        const left =
          /could not be given its name\. .* whole and lies at \/videos\/veo-video-1\.mp4\..*\(EIO\)$/;
        assert.match(savingFaultWords(whole, target, endpoints) ?? '', left);
        vscode.Disposable.from(endpoints, settings).dispose();
      });
    }
  });

  it('is reported together with others, with all reasons, in one message', async () => {
    const operation = await harness.gateway.trackSucceeded(4);
    for (const fault of [
      { kind: 'notFound' },
      { kind: 'html' },
      { kind: 'notFound' },
      { kind: 'html' },
    ] as const) {
      harness.gateway.scriptDownloadFault(fault);
    }
    harness.user.willPick('All 4 Videos');
    await download(operation);
    const { text } = await harness.user.waitForMessage(/^4 videos could not be saved\. /);
    assert.match(text, /no longer has this video/);
    assert.match(text, /A web page came/);
    assert.equal(harness.user.messages.length, 1);
  });

  function download(operation: Operation): Thenable<unknown> {
    return vscode.commands.executeCommand('veo.downloadVideo', operation);
  }

  function listedOperation(id: OperationId): SucceededOperation {
    return asSucceeded(listed(harness.api, id));
  }
});

function answer(body: string): Fault {
  return { kind: 'answer', status: 200, headers: { 'content-type': 'application/json' }, body };
}

function videoAt({ url, operationName }: Simulator): string {
  const outcome = { kind: 'succeeded', samples: 1 } as const;
  const name = operationName({ model: 'veo', durationSeconds: 0, outcome });
  return `${url}/v1beta/files/${name.split('/').pop()}-1:download?alt=media`;
}
