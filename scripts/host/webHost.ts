import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { forwardRequest, type LoopbackProxy, relay, relayEdited, startProxy } from './loopbackProxy';
import { sendFile } from './servedFolder';
import { quietSettings, type Settings } from './userSettings';
import type { VSCodeServer } from './vscodeServer';

const EXTENSION_PATH = '/extension/';
const NODE_PREVIEW = '/media-preview/dist/extension.js';
const BROWSER_PREVIEW = '/media-preview/dist/browser/extension.js';

/** Reverts patches of code-server, whose workbench always has a server; VS Code for the Web has none. */
const UNPATCHED: readonly (readonly [RegExp, string])[] = [
  [/remoteAuthority:location\.host/g, 'remoteAuthority:undefined'],
  [/(\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.)vscodeRemote\b/g, '$1vscodeUserData'],
];

/**
 * VS Code for the Web, as at vscode.dev: a page that has no server. Extensions run in a web worker, by their `browser`
 * entry; files exist only in virtual file systems, and VS Code stores its state in the browser.
 *
 * It is a proxy in front of a VS Code server. (Playwright routes would be simpler, but with them Chromium sends no
 * preflight requests.)
 */
export class WebHost {
  /** A writable folder in memory: every VS Code for the Web has the scheme `tmp`. */
  static readonly workspace = 'tmp:/workspace';

  private settings: Settings = {};
  private proxy!: LoopbackProxy;

  private constructor(
    private readonly server: VSCodeServer,
    private readonly extension: string,
  ) {}

  /**
   * Starts the proxy.
   * @param extension the folder of an unpacked extension, which the pages have as a built-in one
   * @throws Error when the extension has no `browser` entry
   */
  static async start(server: VSCodeServer, extension: string): Promise<WebHost> {
    await requireBrowserEntry(extension);
    const host = new WebHost(server, extension);
    host.proxy = await startProxy((message, response) => host.answer(message, response).catch(logAndRethrow));
    return host;
  }

  /** The address of a page; `folder` is a URI. */
  url(page: { readonly folder: string }): string {
    const { pathname, search } = new URL(this.server.url(page));
    return `${this.proxy.url}${pathname}${search}`;
  }

  /** Replaces the settings for pages loaded from now on. They become the default values of the settings. */
  async writeSettings(settings: Settings): Promise<void> {
    this.settings = settings;
  }

  stop(): void {
    this.proxy.stop();
  }

  private async answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(`${this.proxy.url}${message.url}`);
    if (pathname.startsWith(EXTENSION_PATH)) {
      return sendFile(response, this.extension, pathname.slice(EXTENSION_PATH.length));
    }
    // code-server lacks the browser entry of the media preview; its entry for Node uses no module of Node, so it works, too.
    const path = pathname.replace(BROWSER_PREVIEW, NODE_PREVIEW);
    const { origin } = new URL(this.server.url({ folder: '' }));
    const answer = await forwardRequest(message, `${origin}${path}${search}`);
    if (path === '/') return relayEdited(answer, response, (html) => this.configured(html));
    if (path.endsWith('/workbench/workbench.js')) return relayEdited(answer, response, withoutServer);
    relay(answer, response);
  }

  private configured(html: string): string {
    const { host } = new URL(this.proxy.url);
    return withConfiguration(html, {
      additionalBuiltinExtensions: [{ scheme: 'http', authority: host, path: EXTENSION_PATH }],
      configurationDefaults: { ...quietSettings, ...this.settings },
      enableWorkspaceTrust: false,
      userDataPath: '/',
    });
  }
}

/** Logs an error, since the page does not show it. */
function logAndRethrow(error: unknown): never {
  console.error(error);
  throw error;
}

async function requireBrowserEntry(extension: string): Promise<void> {
  const { browser } = JSON.parse(await readFile(join(extension, 'package.json'), 'utf8'));
  if (typeof browser !== 'string') throw new Error('The extension has no `browser` entry in package.json.');
  const file = extname(browser) ? browser : `${browser}.js`;
  if (!existsSync(join(extension, file)))
    throw new Error(`The extension has no ${file}, its \`browser\` entry.`);
}

/** Adds options to the configuration of the workbench, which is an attribute of the page. */
function withConfiguration(html: string, added: Record<string, unknown>): string {
  const attribute = /(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/;
  const escaped = attribute.exec(html)?.[2];
  if (escaped === undefined) throw new Error("The workbench's page holds no configuration.");
  const configuration = { ...JSON.parse(escaped.replaceAll('&quot;', '"')), ...added };
  const text = JSON.stringify(configuration).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return html.replace(attribute, (_all, before) => `${before}${text}"`);
}

function withoutServer(script: string): string {
  return UNPATCHED.reduce((text, [pattern, original]) => {
    if (text.match(pattern)?.length !== 1) throw new Error(`workbench.js does not hold ${pattern} once.`);
    return text.replace(pattern, original);
  }, script);
}
