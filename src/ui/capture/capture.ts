import type { Disposable } from '../../base/event';
import { systemTime } from '../../base/time';
import type { DeferredParts } from '../deferredParts';
import type { CapturePlace } from '../settings';
import { OutputReader, type Printed } from './outputReader';
import { PrintedStarts, type Program } from './printedStarts';
import { SeenNames } from './seenNames';

/**
 * Reads what programs print, each for itself, and hands the operations on that they name. It loads what works with the list when
 * there is one.
 */
export class Capture implements Disposable {
  private readonly seen = new SeenNames();
  private readonly readers = new Set<OutputReader>();

  constructor(private readonly parts: Pick<DeferredParts, 'settings' | 'log' | 'loadContext'>) {}

  /** Opens what reads the output of a program that prints in a place. */
  open(program: Program, place: CapturePlace): OutputReader {
    const starts = new PrintedStarts(program);
    const found = (printed: readonly Printed[]) => void this.take(place, printed, starts);
    const reader = new OutputReader({ found, ended: () => this.readers.delete(reader) }, systemTime);
    this.readers.add(reader);
    return reader;
  }

  /** Whether nothing that is printed in a place is looked at. */
  isOff(place: CapturePlace): boolean {
    return this.parts.settings.value.capture[place] === 'off';
  }

  dispose(): void {
    for (const reader of this.readers) reader.dispose();
  }

  private async take(place: CapturePlace, printed: readonly Printed[], starts: PrintedStarts): Promise<void> {
    const known = starts.of(printed, ({ reference }) => this.seen.has(reference.name));
    for (const { reference } of printed) this.seen.add(reference.name);
    const operations = printed.map(({ reference }, i) => ({ reference, given: {}, ...known[i] }));
    // The person is told by what loads it.
    const context = await this.parts.loadContext().catch(() => undefined);
    try {
      await context?.printed.capture(place, operations);
    } catch (error) {
      this.parts.log.error('Printed operations could not be tracked:', error);
    }
  }
}
