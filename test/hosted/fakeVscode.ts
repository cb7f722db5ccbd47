import type * as vscode from 'vscode';
import { contributes } from '../../package.json';
import { FILE_TYPE } from './fakeFiles';
import { FakeUri } from './fakeUri';

type Listener = (event: unknown) => unknown;

/** What a window has been asked to show. */
export interface Shown {
  /** Texts of messages. */
  readonly messages: string[];
  /** How often the item in the status bar, the tree, its badge or its message was drawn. */
  redraws: number;
  /** How often a context key was set. */
  contextKeys: number;
  /** Lines of the log. */
  readonly log: string[];
}

/** A value of `vscode.EventEmitter`. */
class FakeEmitter {
  private readonly listeners = new Set<Listener>();

  readonly event = (listener: Listener) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(event: unknown): void {
    for (const listener of [...this.listeners]) listener(event);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

/** As much of the module `vscode` as the extension uses without a person. The settings are the defaults, or as given. */
export class FakeVscode {
  readonly shown: Shown = { messages: [], redraws: 0, contextKeys: 0, log: [] };
  private readonly commands = new Map<string, (...args: unknown[]) => unknown>();
  private readonly windowStates = new FakeEmitter();
  private readonly visibilities = new FakeEmitter();
  private readonly configurations = new FakeEmitter();
  private readonly views: FakeView[] = [];
  private state = { focused: true, active: true };

  constructor(
    private readonly files: object,
    private readonly settings: Map<string, unknown>,
  ) {}

  /** The person comes to the window, or leaves it. */
  setFocus(isIn: boolean): void {
    this.state = { focused: isIn, active: isIn };
    this.windowStates.fire(this.state);
  }

  /** The person opens the view of the extension, or another one. */
  setVisible(visible: boolean): void {
    for (const view of this.views) view.visible = visible;
    this.visibilities.fire({ visible });
    if (visible) void this.drawTree(undefined);
  }

  changeSetting(name: string, value: unknown): void {
    this.settings.set(name, value);
    this.configurations.fire({ affectsConfiguration: () => true });
  }

  run(command: string, ...args: unknown[]): unknown {
    return this.commands.get(command)?.(...args);
  }

  /** What `require('vscode')` returns. */
  get module(): Partial<Record<keyof typeof vscode, unknown>> {
    return {
      ...VALUES,
      Uri: FakeUri,
      EventEmitter: FakeEmitter,
      window: this.window,
      workspace: this.workspace,
      tasks: {
        registerTaskProvider: () => ({ dispose() {} }),
        onDidStartTaskProcess: new FakeEmitter().event,
      },
      debug: { registerDebugAdapterTrackerFactory: () => ({ dispose() {} }) },
      commands: {
        registerCommand: (id: string, run: () => unknown) => this.register(id, run),
        executeCommand: async (id: string, ...args: unknown[]) => this.execute(id, args),
      },
    };
  }

  private register(id: string, run: () => unknown) {
    this.commands.set(id, run);
    return { dispose: () => this.commands.delete(id) };
  }

  private execute(id: string, args: unknown[]): unknown {
    if (id === 'setContext') this.shown.contextKeys++;
    return this.run(id, ...args);
  }

  private get window() {
    const fake = this;
    // Nobody answers or closes a message.
    const show = (text: string) => {
      this.shown.messages.push(text);
      return new Promise(() => {});
    };
    return {
      get state() {
        return fake.state;
      },
      onDidChangeWindowState: this.windowStates.event,
      visibleTextEditors: [],
      onDidChangeVisibleTextEditors: new FakeEmitter().event,
      onDidStartTerminalShellExecution: new FakeEmitter().event,
      onDidCloseTerminal: new FakeEmitter().event,
      createTreeView: (_: string, options: { treeDataProvider: FakeTree }) => this.createView(options),
      createStatusBarItem: () => this.drawn({ show() {}, hide() {}, dispose() {} }),
      registerTerminalLinkProvider: () => ({ dispose() {} }),
      createOutputChannel: () => this.channel(),
      registerUriHandler: () => ({ dispose() {} }),
      showInformationMessage: show,
      showWarningMessage: show,
      showErrorMessage: show,
      setStatusBarMessage: show,
      withProgress: (_: unknown, work: (progress: unknown, token: unknown) => unknown) =>
        work({ report() {} }, { onCancellationRequested: () => ({ dispose() {} }) }),
    };
  }

  private get workspace() {
    return {
      fs: this.files,
      isTrusted: true,
      workspaceFolders: [],
      onDidChangeConfiguration: this.configurations.event,
      onDidChangeTextDocument: new FakeEmitter().event,
      onDidChangeNotebookDocument: new FakeEmitter().event,
      registerTextDocumentContentProvider: () => ({ dispose() {} }),
      getConfiguration: () => ({
        get: (name: string) => this.setting(name),
        inspect: (name: string) => ({ defaultValue: defaultOf(name) }),
      }),
    };
  }

  private setting(name: string): unknown {
    return this.settings.has(name) ? this.settings.get(name) : defaultOf(name);
  }

  private channel() {
    const line = (text: string) => void this.shown.log.push(text);
    return { logLevel: 3, info: line, warn: line, error: line, debug: line, dispose() {} };
  }

  private createView({ treeDataProvider: tree }: { treeDataProvider: FakeTree }): FakeView {
    const events = {
      onDidChangeSelection: new FakeEmitter().event,
      onDidExpandElement: new FakeEmitter().event,
    };
    const view = { visible: false, selection: [], ...events, reveal: async () => {}, dispose() {} };
    tree.onDidChangeTreeData((rows) => void this.drawTree(rows));
    this.trees.push(tree);
    this.views.push(view);
    return this.drawn({ ...view, onDidChangeVisibility: this.visibilities.event }, view);
  }

  private readonly trees: FakeTree[] = [];

  /** Draws rows as VS Code does: only those in sight of a visible view. */
  private async drawTree(rows: readonly unknown[] | undefined): Promise<void> {
    if (!this.views.some(({ visible }) => visible)) return;
    this.shown.redraws++;
    for (const tree of this.trees) {
      const drawn = rows ?? (await tree.getChildren());
      for (const row of drawn.slice(0, ROWS_IN_SIGHT)) tree.getTreeItem(row);
    }
  }

  /** Counts each property that is set. */
  private drawn<T extends object>(item: T, state: object = item): T {
    return new Proxy(item, {
      get: (_, property) => Reflect.get(property in state ? state : item, property),
      set: (_, property, value) => {
        this.shown.redraws++;
        return Reflect.set(state, property, value);
      },
    });
  }
}

const ROWS_IN_SIGHT = 40;

function defaultOf(setting: string): unknown {
  const properties: Record<string, { default?: unknown }> = contributes.configuration.properties;
  return properties[`veo.${setting}`]?.default;
}

interface FakeView {
  visible: boolean;
  readonly selection: readonly unknown[];
}

interface FakeTree {
  readonly onDidChangeTreeData: (listener: (rows: readonly unknown[] | undefined) => unknown) => unknown;
  getChildren(): Promise<readonly unknown[]>;
  getTreeItem(row: unknown): unknown;
}

class Item {
  constructor(readonly label: unknown) {}
}
class Markdown {
  constructor(readonly value: string) {}
}
class Named {
  constructor(
    readonly id: string,
    readonly color?: unknown,
  ) {}
}
class Cancellation extends Error {}

const VALUES = {
  TreeItem: Item,
  MarkdownString: Markdown,
  ThemeIcon: Named,
  ThemeColor: Named,
  CancellationError: Cancellation,
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  StatusBarAlignment: { Left: 1, Right: 2 },
  LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
  FileType: FILE_TYPE,
  ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 },
  ConfigurationTarget: { Global: 1, Workspace: 2, WorkspaceFolder: 3 },
  InputBoxValidationSeverity: { Info: 1, Warning: 2, Error: 3 },
  QuickPickItemKind: { Separator: -1, Default: 0 },
  QuickInputButtons: {},
  Disposable: {
    from: (...all: readonly { dispose(): unknown }[]) => ({ dispose: () => all.map((one) => one.dispose()) }),
  },
  env: { language: 'en', remoteName: undefined, clipboard: { readText: async () => '' } },
  l10n: {
    t: (text: string, ...args: unknown[]) => text.replace(/\{(\d+)\}/g, (_, at) => String(args[Number(at)])),
  },
  extensions: {},
  // No document is open, so nobody asks what is registered.
  languages: new Proxy({}, { get: () => () => ({ dispose() {} }) }),
};
