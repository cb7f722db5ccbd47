import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { type BuildOptions, build } from 'esbuild';
import packageJSON from '../../package.json';
import { repository } from '../../scripts/repository';
import type { VeoOperationsApi } from '../../src/ui/exportedApi';
import { CountedAccess } from './countedAccess';
import { countingSet } from './countingSet';
import { fakeFiles } from './fakeFiles';
import { FakeUri } from './fakeUri';
import { FakeVscode } from './fakeVscode';
import type { HostedClock, HostedTimers } from './hostedClock';
import type { HostedStorage } from './hostedStorage';

const builds: { extension: BuildOptions } = require('../../esbuild.js');

/** Texts of the bundles by the names by which they require each other, such as `./node-fetch.js`. */
export type Bundles = ReadonlyMap<string, string>;

/** Bundles the extension as it is packaged, in memory. */
export async function bundleExtension(): Promise<Bundles> {
  const { outputFiles = [] } = await build({
    ...builds.extension,
    absWorkingDir: repository,
    sourcemap: false,
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({ path, text }) => [`./${basename(path)}`, text]));
}

/** In place of node-fetch. */
export type HostedFetch = (url: string, options: { readonly signal: AbortSignal }) => Promise<object>;

interface WindowParts {
  readonly bundles: Bundles;
  readonly clock: HostedClock;
  readonly stored: HostedStorage;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly fetch?: HostedFetch;
}

/**
 * The packaged extension in a window of its own, without VS Code: its timers go by a clock that a test advances, and its
 * accesses to files and to the state are counted. Nothing of this depends on how the extension is put together inside.
 */
export class HostedWindow {
  readonly files = new CountedAccess();
  readonly timers: HostedTimers;
  readonly vscode: FakeVscode;
  /** Names of keys of the state, and of secrets, each time one was written or a secret was read. */
  readonly stateAccesses: string[] = [];
  /** Functions in sets: listeners, in the extension's own events. */
  listeners = 0;
  private readonly subscriptions: { dispose(): unknown }[] = [];
  private readonly modules = new Map<string, { exports: Record<string, unknown> }>();

  constructor(private readonly parts: WindowParts) {
    this.timers = parts.clock.timersOf(() => this.files.isUnderWay);
    const files = this.files.watch(fakeFiles, 'workspace.fs');
    this.vscode = new FakeVscode(files, new Map(Object.entries(parts.settings ?? {})));
  }

  /** Activates the extension, as VS Code does after its start. */
  activate(): VeoOperationsApi {
    const { activate } = this.load('./extension.js') as { activate(context: unknown): VeoOperationsApi };
    return activate(this.context());
  }

  /** Ends the extension, as VS Code does when the window is closed. */
  async close(): Promise<void> {
    const { deactivate } = this.load('./extension.js') as { deactivate(): Promise<void> | undefined };
    const stopped = deactivate();
    for (const one of this.subscriptions) one.dispose();
    await stopped;
  }

  /** Names of the bundles that are loaded. */
  get loaded(): string[] {
    return [...this.modules.keys()];
  }

  /** Begins to count anew. A window that is open for hours would hold all that was counted. */
  forgetCounted(): void {
    const { messages, log } = this.vscode.shown;
    for (const counted of [this.files.calls, this.stateAccesses, messages, log]) counted.length = 0;
  }

  private load(name: string): object {
    const known = this.modules.get(name);
    if (known) return known.exports;
    const module = { exports: {} as Record<string, unknown> };
    this.modules.set(name, module);
    const globals: Record<string, unknown> = {
      require: this.require,
      module,
      exports: module.exports,
      ...this.globals,
    };
    compileFunction(this.parts.bundles.get(name) ?? '', Object.keys(globals), { filename: name })(
      ...Object.values(globals),
    );
    return module.exports;
  }

  private readonly require = (name: string): unknown => {
    if (name === 'vscode') return this.vscode.module;
    if (name === './node-fetch.js' && this.parts.fetch)
      return { __esModule: true, default: this.parts.fetch };
    if (this.parts.bundles.has(name)) return this.load(name);
    const module = nodeRequire(name);
    return /^(?:node:)?fs(?:\/promises)?$/.test(name) ? this.files.watch(module, name) : module;
  };

  /** What of Node's globals goes by the clock. */
  private get globals(): Record<string, unknown> {
    const { clock } = this.parts;
    const { setTimeout, setInterval, clearTimer } = this.timers;
    return {
      ...{ setTimeout, setInterval, clearTimeout: clearTimer, clearInterval: clearTimer },
      Date: dateOf(clock),
      performance: { now: () => clock.monotonic },
      Set: countingSet((change) => {
        this.listeners += change;
      }),
    };
  }

  private context(): object {
    const { stored } = this.parts;
    return {
      subscriptions: this.subscriptions,
      workspaceState: this.memento(stored.workspaceState),
      globalState: this.memento(stored.globalState),
      secrets: this.secrets(stored.secrets),
      extension: { id: 'veo-operations.veo-operations', packageJSON },
      extensionUri: FakeUri.file(repository),
      storageUri: FakeUri.file(stored.storage),
      globalStorageUri: FakeUri.file(join(stored.globalStorage, 'a', 'b', 'c')),
    };
  }

  private memento(values: Map<string, unknown>): object {
    return {
      get: (key: string) => values.get(key),
      update: async (key: string, value: unknown) => {
        this.stateAccesses.push(key);
        // What VS Code keeps is another object than what it was given, since it goes through JSON.
        if (value === undefined) values.delete(key);
        else values.set(key, JSON.parse(JSON.stringify(value)));
      },
    };
  }

  private secrets(values: Map<string, string>): object {
    return {
      get: async (key: string) => {
        this.stateAccesses.push(key);
        return values.get(key);
      },
      onDidChange: () => ({ dispose() {} }),
    };
  }
}

const nodeRequire = createRequire(join(repository, 'package.json'));

function dateOf(clock: HostedClock): DateConstructor {
  return class extends Date {
    constructor(...given: []) {
      super(...(given.length > 0 ? given : ([clock.now] as unknown as [])));
    }

    static override now(): number {
      return clock.now;
    }
  } as DateConstructor;
}
