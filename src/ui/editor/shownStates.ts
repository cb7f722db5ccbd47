import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { systemTime, type Time } from '../../base/time';
import type { Operation } from '../../operations/operation';
import type { CommandContext } from '../commands/command';
import type { Circumstances } from '../messages/followingWords';
import { checkingMode } from '../pause';
import type { DocumentReferences, WrittenReference } from './documentReferences';
import { trackedHover, untrackedHover } from './referenceHover';
import { type PlacedOperation, stateHints } from './stateHints';
import { stateLenses } from './stateLenses';
import { StateRefresh } from './stateRefresh';

/** What hints and lenses depend on beside the operations. */
interface Moment {
  /** ms since the epoch */
  readonly now: number;
  readonly circumstances: Circumstances;
}

/** The states of operations beside their names in documents. */
export class ShownStates extends DisposableStore {
  private readonly refresh: StateRefresh;

  /** @param redraw lets VS Code ask for hints and lenses again */
  constructor(
    private readonly context: CommandContext,
    documents: DocumentReferences,
    redraw: () => void,
    private readonly time: Time = systemTime,
  ) {
    super();
    this.refresh = this.add(new StateRefresh({ ...context, documents, redraw, time }));
  }

  hover(document: vscode.TextDocument, written: WrittenReference): vscode.Hover {
    const operation = this.context.tracking.operationOf(written.reference);
    const text = operation ? trackedHover(operation, this.context) : untrackedHover(document, written);
    return new vscode.Hover(text, written.range);
  }

  hints(document: vscode.TextDocument, written: readonly WrittenReference[]): vscode.InlayHint[] {
    const placed = written.flatMap((one) => this.tracked(one));
    const tooltip = (operation: Operation) => trackedHover(operation, this.context);
    return stateHints(document, placed, { ...this.momentOf(placed), tooltip });
  }

  lenses(document: vscode.TextDocument, written: readonly WrittenReference[]): vscode.CodeLens[] {
    const placed = written.flatMap((one) => this.tracked(one));
    const operations = new Map(placed.map(({ operation, range }) => [range, operation]));
    const operationOf = ({ range }: WrittenReference) => operations.get(range);
    return stateLenses(document, written, { ...this.momentOf(placed), operationOf });
  }

  private tracked({ reference, range }: WrittenReference): PlacedOperation[] {
    const operation = this.context.tracking.operationOf(reference);
    return operation ? [{ operation, range }] : [];
  }

  /** They are shown anew when the time has changed what they say. */
  private momentOf(placed: readonly PlacedOperation[]): Moment {
    const { known, settings, pause } = this.context;
    const now = this.time.now();
    this.refresh.schedule(
      placed.map(({ operation }) => operation),
      now,
    );
    return { now, circumstances: { known, isPaused: checkingMode(settings, pause) !== 'on' } };
  }
}
