import { posix } from 'node:path';

interface Components {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

const NOTHING: Components = { scheme: '', authority: '', path: '', query: '', fragment: '' };

/** As much of `vscode.Uri` as the extension uses without a person. */
export class FakeUri implements Components {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;

  private constructor(components: Components) {
    ({
      scheme: this.scheme,
      authority: this.authority,
      path: this.path,
      query: this.query,
      fragment: this.fragment,
    } = components);
  }

  static from(components: Partial<Components>): FakeUri {
    return new FakeUri({ ...NOTHING, ...components });
  }

  static file(path: string): FakeUri {
    return FakeUri.from({ scheme: 'file', path });
  }

  static parse(text: string): FakeUri {
    const { protocol, host, pathname, search, hash } = new URL(text);
    const [scheme, path] = [protocol.slice(0, -1), decodeURIComponent(pathname)];
    return FakeUri.from({ scheme, authority: host, path, query: search.slice(1), fragment: hash.slice(1) });
  }

  static joinPath(uri: FakeUri, ...names: readonly string[]): FakeUri {
    return uri.with({ path: posix.join(uri.path, ...names) });
  }

  get fsPath(): string {
    return this.path;
  }

  with(change: Partial<Components>): FakeUri {
    return FakeUri.from({ ...this, ...change });
  }

  toString(): string {
    const { scheme, authority, path, query } = this;
    return `${scheme}://${authority}${encodeURI(path)}${query === '' ? '' : `?${query}`}`;
  }

  toJSON(): Components {
    return { ...this };
  }
}
