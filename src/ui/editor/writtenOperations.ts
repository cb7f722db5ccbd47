import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { Throttle } from '../../base/throttle';
import { systemTime } from '../../base/time';
import type { DeferredParts } from '../deferredParts';
import { REDRAW_INTERVAL_MS } from '../redrawInterval';
import type { EditorStatus } from '../settings';
import { DocumentReferences, isLong, type WrittenReference } from './documentReferences';
import { referenceLinks } from './referenceLinks';
import type { ShownStates } from './shownStates';
import { TypingPause } from './typingPause';

/** A document that names more operations is data: it gets lenses for the first of them. */
const MAX_LENSES = 500;

/**
 * What documents show of the operations that are written in them. The list, and what shows states, are loaded only once a
 * document names an operation.
 */
export class WrittenOperations extends DisposableStore {
  private readonly documents = this.add(new DocumentReferences());
  private readonly pause = new TypingPause(systemTime);
  private loading: Promise<ShownStates | undefined> | undefined;

  /** @param redraw lets VS Code ask for hints and lenses again */
  constructor(
    private readonly parts: DeferredParts,
    private readonly redraw: () => void,
  ) {
    super();
    const scrolling = this.add(new Throttle(redraw, REDRAW_INTERVAL_MS, systemTime));
    this.add(vscode.workspace.onDidChangeTextDocument(({ document }) => this.pause.edited(document)));
    // For hints VS Code itself asks again.
    this.add(
      vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor: { document } }) => {
        if (this.shownIn(document) === 'codeLens' && isLong(document)) scrolling.request();
      }),
    );
  }

  async links(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.DocumentLink[] | undefined> {
    if (!(await this.pause.reached(document, token))) return undefined;
    return referenceLinks(document, this.documents.inSight(document));
  }

  async hover(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.Hover | undefined> {
    const near = this.documents.near(document, new vscode.Range(at, at));
    const written = near.find(({ range }) => range.contains(at));
    return written && (await this.states())?.hover(document, written);
  }

  async hints(
    document: vscode.TextDocument,
    range: vscode.Range,
    token: vscode.CancellationToken,
  ): Promise<vscode.InlayHint[] | undefined> {
    if (this.shownIn(document) !== 'inlay' || !(await this.pause.reached(document, token))) return undefined;
    const near = this.documents.near(document, range).filter((one) => range.intersection(one.range));
    const written = firstOfEach(near);
    return written.length > 0 ? (await this.states())?.hints(document, written) : undefined;
  }

  async lenses(
    document: vscode.TextDocument,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeLens[] | undefined> {
    if (this.shownIn(document) !== 'codeLens' || !(await this.pause.reached(document, token))) {
      return undefined;
    }
    const written = firstOfEach(this.documents.inSight(document)).slice(0, MAX_LENSES);
    return written.length > 0 ? (await this.states())?.lenses(document, written) : undefined;
  }

  /** The old version of a file shows none, since a diff has the new one beside it. */
  private shownIn({ uri }: vscode.TextDocument): EditorStatus {
    return uri.scheme === 'git' ? 'off' : this.parts.settings.value.editorStatus;
  }

  /** Undefined where the list cannot be loaded, which the person has been told. */
  private states(): Promise<ShownStates | undefined> {
    this.loading ??= this.load().catch(() => undefined);
    return this.loading;
  }

  private async load(): Promise<ShownStates> {
    const [context, { ShownStates }] = await Promise.all([this.parts.loadContext(), import('./shownStates')]);
    await context.interpreter.prepare();
    return this.add(new ShownStates(context, this.documents, this.redraw));
  }
}

function firstOfEach(written: readonly WrittenReference[]): readonly WrittenReference[] {
  return written.filter(({ isFirst }) => isFirst);
}
