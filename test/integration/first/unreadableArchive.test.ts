import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { systemTime } from '../../../src/base/time';
import { newOperation, type Operation, type Video } from '../../../src/operations/operation';
import { transition } from '../../../src/operations/transition';
import { nodePlatform } from '../../../src/platform/node/nodePlatform';
import { WorkspaceFiles } from '../../../src/platform/vscode/workspaceFiles';
import type { VideoSaver } from '../../../src/saving/videoSaver';
import { Archive } from '../../../src/tracking/list/archive';
import type { ArchiveFile } from '../../../src/tracking/list/archiveFile';
import { OperationStorage } from '../../../src/tracking/list/operationStorage';
import { OperationStore } from '../../../src/tracking/list/operationStore';
import { findCommands } from '../../../src/ui/commands/finding';
import { listCommands } from '../../../src/ui/commands/listing';
import { EndpointList } from '../../../src/ui/endpointList';
import { Log } from '../../../src/ui/log';
import { CommandTargets } from '../../../src/ui/prompts/commandTargets';
import { AutomaticSaving } from '../../../src/ui/saving/automaticSaving';
import { folderSurroundings } from '../../../src/ui/saving/folderSurroundings';
import { ForeignHosts } from '../../../src/ui/saving/foreignHosts';
import { CurrentSettings } from '../../../src/ui/settings';
import type { OperationsView } from '../../../src/ui/view/operationsView';
import { MemoryMemento } from '../memoryStorage';
import { RecordedLog } from '../recordedLog';
import { idOf } from '../sampleOperations';
import { ScriptedUser } from '../scriptedUser';
import { setVideoFolder, useVideoFolders } from '../videoFolders';

const REFUSAL = 'EACCES: permission denied';
const UNREADABLE_MESSAGE = `The older operations could not be read: ${REFUSAL}`;

const UNREADABLE: ArchiveFile = {
  hasContent: async () => true,
  read: () => {
    throw new Error(REFUSAL);
  },
  append: async () => undefined,
  clear: async () => false,
};

describe('an archive that cannot be read', () => {
  const folders = useVideoFolders();
  let store: OperationStore;
  let user: ScriptedUser;

  beforeEach(async () => {
    store = new OperationStore(
      new OperationStorage(new MemoryMemento(), new Archive(UNREADABLE)),
      systemTime,
    );
    store.load();
    await store.openArchive();
    store.restore([ended('a'), ended('b')]);
    user = new ScriptedUser();
  });
  afterEach(() => {
    user.restore();
    store.dispose();
  });

  it('is reported by a command on an operation that is not in the list', async () => {
    const targets = new CommandTargets(store, () => []);
    await assert.rejects(targets.operations([idOf('elsewhere')], ''), { message: UNREADABLE_MESSAGE });
    assert.deepEqual((await targets.operations([idOf('a')], '')).map(labelOf), ['a']);
  });

  it('is reported by the search, which finds what the list has', async () => {
    let shown: string | undefined;
    const show = async (operation: Operation) => {
      shown = operation.label;
    };
    user.willPick('b');
    await findCommands(store, { show } as unknown as OperationsView)['veo.findOperation']?.();
    assert.equal(shown, 'b');
    assert.deepEqual(textsOf(user), [UNREADABLE_MESSAGE]);
  });

  it('does not prevent Remove Finished Operations', async () => {
    await listCommands(new CommandTargets(store, () => []), store)['veo.removeFinished']?.();
    await user.waitForMessage(/^2 operations were removed/);
    assert.deepEqual([store.size, textsOf(user)[0]], [0, UNREADABLE_MESSAGE]);
  });

  it('prevents only automatic downloads of its own operations', async () => {
    await setVideoFolder(folders);
    const settings = new CurrentSettings();
    const endpoints = new EndpointList(settings);
    const recorded = new RecordedLog();
    const saved: (string | undefined)[] = [];
    const save = async ({ target }: { target: { operation: Operation } }) =>
      saved.push(target.operation.label);
    const saver = { save } as unknown as VideoSaver;
    const log = new Log(recorded.channel);
    const surroundings = () => folderSurroundings(new WorkspaceFiles(nodePlatform), nodePlatform);
    const foreignHosts = new ForeignHosts(new MemoryMemento());
    const automatic = new AutomaticSaving({
      ...{ store, saver, settings, endpoints, surroundings, log, foreignHosts },
    });
    store.restore([withVideo('c')]);
    await automatic.save([withVideo('elsewhere'), withVideo('c')]);
    await automatic.save([withVideo('elsewhere')]);
    assert.deepEqual([saved, textsOf(user)], [['c'], []]);
    assert.equal(recorded.text.split(REFUSAL).length, 3);
    vscode.Disposable.from(automatic, endpoints, settings).dispose();
  });
});

function ended(label: string): Operation {
  return transition(
    newOperation(idOf(label), { label }, Date.now()),
    { kind: 'filtered', filterReasons: [] },
    Date.now(),
  );
}

function withVideo(label: string): Operation {
  const videos: [Video] = [
    { uri: `https://example.com/${label}.mp4`, expiresAt: '2099-01-01T00:00:00.000Z' },
  ];
  return { ...ended(label), state: 'succeeded', videos } as Operation;
}

function labelOf({ label }: Operation): string | undefined {
  return label;
}

function textsOf({ messages }: ScriptedUser): string[] {
  return messages.map(({ text }) => text);
}
