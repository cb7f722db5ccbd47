import * as vscode from 'vscode';
import type { Operation } from '../../operations/operation';
import { type PlacedReference, placedReferences } from '../../references/placedReferences';
import type { Reference } from '../../references/reference';
import type { CommandContext } from '../commands/command';
import { placeOpen } from '../commands/openReferences';
import type { DeferredParts } from '../deferredParts';
import { literally } from '../messages/literalText';
import { warn } from '../messages/message';
import { askForMissingKey } from '../prompts/askForKey';
import { givenBy, type NamedOperation } from '../prompts/namedOperation';
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
    const placed = line.length <= MAX_LINE_LENGTH ? placedReferences(line) : [];
    if (placed.length === 0) return [];
    const { tracking, interpreter, known } = await this.parts.loadContext();
    await interpreter.prepare();
    const now = Date.now();
    return placed.map((one) => {
      const tooltip = linkTooltip(tracking.operationOf(one.reference), now, known);
      return linkTo(one, literally(tooltip));
    });
  }

  /** What a click does. Its state may have changed since the link was drawn, so it is read anew. */
  async follow({ reference }: ReferenceLink): Promise<void> {
    const context = await this.parts.loadContext();
    await context.interpreter.prepare();
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
  const named = await located(reference, context);
  for (const { endpoint } of named) {
    const found = context.endpoints.byId(endpoint);
    if (found) await askForMissingKey(found, context);
  }
  const [operation] = store.trackAll(named.map((id) => ({ id, given: givenBy(id, 'terminal') })));
  if (!operation) return;
  await reveal(operation);
  await checkQuietly(operation, context);
}

/** Asks where the operation is if only the person knows; empty when there is no such place, or the person gave up. */
async function located(reference: Reference, context: CommandContext): Promise<readonly NamedOperation[]> {
  const parsed = { kind: 'references', references: [reference] } as const;
  const interpretation = await context.interpreter.interpretWithArchive(parsed);
  if (interpretation.kind === 'operations') {
    return [...interpretation.operations, ...(await placeOpen(interpretation.open, context))];
  }
  if (interpretation.kind === 'refused') void warn(interpretation.reason);
  return [];
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
