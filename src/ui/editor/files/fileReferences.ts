import type * as vscode from 'vscode';
import { MOST_READ_CHARACTERS, placedReferences } from '../../../references/placedReferences';
import type { Reference } from '../../../references/reference';
import { ReferenceStream } from '../../../references/referenceStream';
import type { Log } from '../../log';
import { type FileText, readFileText } from './fileText';

/** More than a list can show; what follows in the files is not read. */
const MAX_REFERENCES = 10_000;

/** What files name. */
export interface FoundInFiles {
  /** Each operation once, in the order of the files. */
  readonly references: readonly Reference[];
  /** How many files name one. */
  readonly filesWithSome: number;
  readonly unreadable: readonly UnreadableFile[];
  /** Whether there are more operations than can be read. */
  readonly isCutOff: boolean;
}

/** A file that could not be read; `failed`: the log says why. */
export type UnreadableFile = { readonly uri: vscode.Uri } & (
  | { readonly kind: 'noFile' | 'failed' }
  | { readonly kind: 'tooLarge'; readonly maxMegabytes: number }
);

/** Collects the references of files, one file after the other. */
export class FileReferences {
  private readonly references = new Map<string, Reference>();
  /** Names that were found in an address. */
  private readonly addressed = new Set<string>();
  private readonly unreadable: UnreadableFile[] = [];
  private filesWithSome = 0;

  constructor(private readonly log: Log) {}

  get found(): FoundInFiles {
    const { filesWithSome, unreadable } = this;
    return { references: [...this.references.values()], filesWithSome, unreadable, isCutOff: this.isFull };
  }

  get isFull(): boolean {
    return this.references.size >= MAX_REFERENCES;
  }

  /** Reads a file. One that cannot be read is counted; a binary one is not, since it is no text. @throws the reason of `signal` */
  async read(uri: vscode.Uri, signal: AbortSignal): Promise<void> {
    const text = await this.textOf(uri);
    signal.throwIfAborted();
    if (text.kind === 'tooLarge' || text.kind === 'noFile') this.unreadable.push({ uri, ...text });
    if (text.kind !== 'text') return;
    let isAny = false;
    for await (const references of referencesIn(text.pieces)) {
      signal.throwIfAborted();
      if (references.length > 0) isAny = true;
      this.add(references);
      if (this.isFull) break;
    }
    if (isAny) this.filesWithSome++;
  }

  private async textOf(uri: vscode.Uri): Promise<FileText | { readonly kind: 'failed' }> {
    try {
      return await readFileText(uri);
    } catch (error) {
      this.log.warn(`Not read: ${uri.toString(true)}: ${String(error)}`);
      this.unreadable.push({ uri, kind: 'failed' });
      return { kind: 'failed' };
    }
  }

  /** A name alone and the same name in an address, perhaps in another file, are one operation. */
  private add(references: readonly Reference[]): void {
    for (const one of references) {
      const { root, name } = one;
      const key = `${root ?? ''} ${name}`;
      const isKnown = this.references.has(key) || (root === undefined && this.addressed.has(name));
      if (this.isFull || isKnown) continue;
      if (root !== undefined) {
        this.addressed.add(name);
        this.references.delete(` ${name}`);
      }
      this.references.set(key, one);
    }
  }
}

/**
 * A long text is not kept, and what names operations at its end is read, too. Between two pieces the extension host does
 * other work; a file of one piece does not wait for that, since thousands of them would take long.
 */
async function* referencesIn(pieces: Iterable<string>): AsyncIterable<readonly Reference[]> {
  let text = '';
  let stream: ReferenceStream | undefined;
  for (const piece of pieces) {
    if (text !== '' || stream) await nextTurn();
    if (stream) yield namedIn(stream.push(piece));
    else text += piece;
    if (!stream && text.length > MOST_READ_CHARACTERS) {
      stream = new ReferenceStream();
      yield namedIn(stream.push(text));
      text = '';
    }
  }
  yield namedIn(stream ? stream.end() : placedReferences(text));
}

function namedIn(found: readonly { readonly reference: Reference }[]): readonly Reference[] {
  return found.map(({ reference }) => reference);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
