import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import { type PlacedReference, placedReferences } from '../../references/placedReferences';
import type { Reference } from '../../references/reference';
import { askForMissingKeys } from '../commands/checkOperation';
import type { CommandContext } from '../commands/command';
import { bringBack, placedOperations } from '../commands/referencedOperations';
import type { DeferredParts } from '../deferredParts';
import { literally } from '../messages/literalText';
import { warn } from '../messages/message';
import { givenBy } from '../prompts/namedOperation';
import { linkTooltip } from './linkTooltip';

/** VS Code asks about lines of at most 2,000 characters (`TerminalExternalLinkDetector`); forks may ask about others. */
const MAX_LINE_LENGTH = 4000;

/** A reference that is printed in a terminal. */
export interface ReferenceLink extends vscode.TerminalLink {
  readonly reference: Reference;
}

/** The links of terminals: a click tracks an operation, shows its row, or plays its video. */
export class TerminalLinks {
  constructor(private readonly parts: Pick<DeferredParts, 'loadContext'>) {}

  /** The references of a line, which may have been wrapped. The rest of the extension is loaded only for one that has some. */
  async linksIn(line: string): Promise<ReferenceLink[]> {
    const printed = line.length <= MAX_LINE_LENGTH ? placedReferences(line) : [];
    if (printed.length === 0) return [];
    const { tracking, interpreter, known } = await this.parts.loadContext();
    await interpreter.prepare();
    const now = Date.now();
    return printed.map((one) => {
      const tooltip = linkTooltip(tracking.operationOf(one.reference), now, known);
      return linkTo(one, literally(tooltip));
    });
  }

  /** What a click does. Its state may have changed since the link was drawn, so it is read anew. */
  async follow({ reference }: ReferenceLink): Promise<void> {
    const context = await this.parts.loadContext();
    await bringBack([reference], context);
    const operation = context.tracking.operationOf(reference);
    if (!operation) return context.inBackground(track(reference, context));
    const command = operation.state === 'succeeded' ? 'veo.playVideo' : 'veo.showOperations';
    await vscode.commands.executeCommand(command, operation);
  }
}

function linkTo({ reference, start, end }: PlacedReference, tooltip: string): ReferenceLink {
  return { startIndex: start, length: end - start, tooltip, reference };
}

/** Tracks what a reference names, shows its row, and checks it; the row tells the rest. */
async function track(reference: Reference, context: CommandContext): Promise<void> {
  const { store, reveal } = context;
  const { operations, leftOut } = await placedOperations([reference], context);
  const [named] = operations;
  if (!named) return leftOut[0] === undefined ? undefined : void warn(leftOut[0]);
  await askForMissingKeys([named], context);
  const operation = store.track(named, givenBy(named, 'terminal'));
  await reveal(operation);
  await checkQuietly(operation, context);
}

/** The person looks at the row, so that no message tells of an end that this check finds. */
async function checkQuietly(
  operation: Operation,
  { poller, notifier, store }: CommandContext,
): Promise<void> {
  const suppressed = notifier.suppress(operation);
  try {
    await poller.check(operation);
  } catch (error) {
    // The person removed it meanwhile, or VS Code closes.
    if (store.get(operation)) throw error;
  } finally {
    suppressed.dispose();
  }
}
