import * as vscode from 'vscode';
import { DisposableStore } from '../../base/disposableStore';
import { type Operation, operationKey } from '../../operations/operation';
import type { PrintedOperation, PrintedOperations } from '../commands/printedOperations';
import { t } from '../language/t';
import { confirm } from '../messages/message';
import type { ReferenceTracking } from '../prompts/referenceTracking';
import { CAPTURE_PLACES, type CaptureMode, type CapturePlace, type CurrentSettings } from '../settings';
import { type CaptureAnswer, CaptureQuestion, type WaitingOperation } from './captureQuestion';
import { modeWords } from './modeChoice';
import { SOURCE_OF_PLACE, trackingWords } from './placeWords';
import { type PossibleStart, PossibleStarts } from './possibleStarts';

/** So many at once were not begun by the program, but are an archive: the person tracks those that matter. */
const MAX_AT_ONCE = 100;

/** While so many run, a program that prints new names for ever adds none: the state of the workspace keeps all that run. */
const MAX_RUNNING = 500;

/** Tracks the operations that programs print, or asks whether to, as the settings say for each place. */
export class CapturedOperations extends DisposableStore implements PrintedOperations {
  readonly question = this.add(new CaptureQuestion());
  private readonly possibleStarts: PossibleStarts;
  /** Keys of the operations that the person removed in this session: another print does not bring them back. */
  private readonly removed = new Set<string>();
  /** Whether the person said yes for this session. */
  private isAllowedOnce = false;

  constructor(
    private readonly tracking: ReferenceTracking,
    private readonly settings: CurrentSettings,
  ) {
    super();
    const { store } = tracking;
    this.possibleStarts = this.add(new PossibleStarts(store));
    this.add(
      store.onDidChange((changes) => {
        for (const { before, after } of changes) {
          if (before && !after) this.removed.add(operationKey(before));
        }
        if (this.question.sentence !== undefined) this.question.settle((key) => this.isListed(key));
      }),
    );
    this.add(settings.onDidChange(() => void this.applySettings()));
  }

  /** Takes what was printed. What the list has, what the person removed, and what no endpoint knows is left out. */
  async capture(place: CapturePlace, printed: readonly PrintedOperation[]): Promise<void> {
    await this.tracking.interpreter.prepare();
    const fresh = this.fresh(printed);
    const mode = this.modeOf(place);
    if (mode === 'off' || fresh.size === 0) return;
    if (fresh.size > MAX_AT_ONCE)
      return confirm(t('{0} operations printed at once are not tracked automatically', fresh.size));
    if (mode === 'on') await this.trackAutomatically(place, [...fresh.values()]);
    else this.question.wait(new Map([...fresh].map(([key, one]) => [key, { ...one, place }])));
  }

  /** Does what the person answered. @returns what is tracked now @throws Error when the settings cannot be written */
  async answer(answer: CaptureAnswer): Promise<readonly Operation[]> {
    if (answer === 'once') this.isAllowedOnce = true;
    const waiting = this.question.settle(() => true);
    const tracked = answer === 'never' ? [] : await this.trackEach(waiting);
    if (answer === 'never') confirm(modeWords('off'));
    const asked = CAPTURE_PLACES.filter((place) => this.settings.value.capture[place] === 'ask');
    if (answer !== 'once') await this.write(answer === 'always' ? 'on' : 'off', asked);
    return tracked;
  }

  /** Tracks one of those that wait; the question stays for the others. */
  async trackOne(chosen: WaitingOperation): Promise<readonly Operation[]> {
    return this.trackEach(this.question.settle((_, one) => one === chosen));
  }

  /** What is done with printed operations now; undefined where that differs from place to place. */
  get mode(): CaptureMode | undefined {
    const [mode, ...others] = new Set(CAPTURE_PLACES.map((place) => this.modeOf(place)));
    return others.length === 0 ? mode : undefined;
  }

  /** Sets what is done with operations printed from now on, at all places. @throws Error when the settings cannot be written */
  async setMode(mode: CaptureMode): Promise<void> {
    this.isAllowedOnce = false;
    await this.write(mode, CAPTURE_PLACES);
    confirm(modeWords(mode));
  }

  /** By the keys of their operations. */
  private fresh(printed: readonly PrintedOperation[]): ReadonlyMap<string, PrintedOperation> {
    const fresh = new Map<string, PrintedOperation>();
    for (const one of printed) {
      const [id] = this.tracking.located([one.reference]).operations;
      const key = id && operationKey(id);
      if (key === undefined || this.isListed(key) || this.removed.has(key) || fresh.has(key)) continue;
      fresh.set(key, one);
    }
    return fresh;
  }

  private isListed(key: string): boolean {
    const [endpoint = ''] = key.split(' ', 1);
    return this.tracking.store.get({ endpoint, name: key.slice(endpoint.length + 1) }) !== undefined;
  }

  private modeOf(place: CapturePlace): CaptureMode {
    const mode = this.settings.value.capture[place];
    return mode === 'ask' && this.isAllowedOnce ? 'on' : mode;
  }

  /** A change of the settings may answer the question, too. */
  private async applySettings(): Promise<void> {
    const settled = this.question.settle((_, { place }) => this.modeOf(place) !== 'ask');
    await this.trackEach(settled.filter(({ place }) => this.modeOf(place) === 'on'));
  }

  private async trackEach(waiting: readonly WaitingOperation[]): Promise<readonly Operation[]> {
    const tracked: Operation[] = [];
    for (const place of CAPTURE_PLACES) {
      const there = waiting.filter((one) => one.place === place);
      if (there.length > 0) tracked.push(...(await this.track(place, there)));
    }
    return tracked;
  }

  private async trackAutomatically(place: CapturePlace, printed: readonly PrintedOperation[]): Promise<void> {
    const { length } = this.tracking.store.running;
    if (length + printed.length > MAX_RUNNING)
      return confirm(t('{0} operations run already, so printed ones are not tracked automatically', length));
    await this.track(place, printed);
  }

  private async track(
    place: CapturePlace,
    printed: readonly PrintedOperation[],
  ): Promise<readonly Operation[]> {
    const source = SOURCE_OF_PLACE[place];
    const requests = printed.map(({ reference, given }) => ({ references: [reference], source, given }));
    const { operations: tracked } = await this.tracking.track(...requests);
    this.possibleStarts.add(printed.flatMap((one) => this.possibleStart(one)));
    if (tracked.length > 0) confirm(trackingWords(tracked.length, place));
    return tracked;
  }

  private possibleStart({ reference, ifTogether }: PrintedOperation): PossibleStart[] {
    const [id] = this.tracking.located([reference]).operations;
    return id && ifTogether ? [{ id, given: ifTogether }] : [];
  }

  /** Writes a mode for places: for the workspace, if there is one. */
  private async write(mode: CaptureMode, places: readonly CapturePlace[]): Promise<void> {
    const { settings } = this;
    for (const place of places) {
      if (vscode.workspace.workspaceFolders) await settings.changeForWorkspace(`capture.${place}`, mode);
      else await settings.change(`capture.${place}`, mode);
    }
  }
}
