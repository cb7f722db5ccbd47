import type { Endpoint } from '../../endpoints/endpoint';
import type { Operation } from '../../operations/operation';
import { isScheduled } from '../../operations/pollingMode';
import { oneLine } from '../../outside/oneLine';
import { decodedText } from '../../outside/textEncoding';
import { type ParsedText, parseText } from '../../references/parseText';
import { type PlacedReference, placedReferences } from '../../references/placedReferences';
import { sizeOf } from '../../saving/files';
import { type FileUri, pathOrUri } from '../../saving/fileUri';
import type { CommandContext } from '../commands/command';
import { t } from '../language/t';
import { givenBy, type NamedOperation, operationAt } from '../prompts/namedOperation';
import { canCheck } from '../prompts/textInterpreter';
import { type Place, placesIn } from './problemLine';
import type { TaskOrder } from './taskDefinition';
import { definitionFile, fileToRead, unusableWords } from './taskPlaces';

/** A file with the ids of thousands of operations is smaller. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;
const SHOWN_CHARACTERS = 100;

/** An operation that a task waits for, and where it is named. */
export interface Target {
  readonly operation: Operation;
  readonly place: Place | undefined;
}

/** What a task waits for, or why that cannot be found out. */
type FoundTargets =
  | { readonly kind: 'targets'; readonly targets: readonly Target[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Finds the operations that a task waits for, and tracks those that are not in the list yet. It asks nothing. */
export async function findTargets(order: TaskOrder, context: CommandContext): Promise<FoundTargets> {
  const { wanted } = order;
  const { store } = context;
  const inDefinition = definitionPlace(context);
  if (wanted.kind === 'running') return targetsAt(store.running.filter(isScheduled), () => inDefinition);
  if (wanted.kind === 'latest') return latest(store.list(), inDefinition);
  const endpoint = order.endpoint === undefined ? undefined : context.endpoints.byId(order.endpoint);
  if (order.endpoint !== undefined && !endpoint) return refused(noEndpointWords(order.endpoint, context));
  await context.interpreter.prepare();
  if (wanted.kind === 'inFile') return inFile(wanted.path, endpoint, context);
  const named = await located(parseText(wanted.text), endpoint, context);
  return track(named, () => inDefinition, context);
}

/** Where the definition of a task is, as far as that is known. */
export function definitionPlace({ surroundings }: Pick<CommandContext, 'surroundings'>): Place | undefined {
  const path = definitionFile(surroundings());
  return path === undefined ? undefined : { path, line: 1, column: 1 };
}

function latest(operations: readonly Operation[], place: Place | undefined): FoundTargets {
  const [first, ...others] = operations;
  if (!first) return refused(t('No operation is tracked, so there is none to wait for.'));
  const newest = others.reduce((one, other) => (other.trackedAt > one.trackedAt ? other : one), first);
  return targetsAt([newest], () => place);
}

async function inFile(
  path: string,
  endpoint: Endpoint | undefined,
  context: CommandContext,
): Promise<FoundTargets> {
  const surroundings = context.surroundings();
  const file = fileToRead(path, surroundings);
  if (file.kind === 'refused') return file;
  const size = await sizeOf(file.uri, surroundings.files);
  const isReadable = size !== undefined && size <= MAX_FILE_BYTES;
  const content = isReadable ? await surroundings.files.read(file.uri).catch(() => undefined) : undefined;
  if (!content) return refused(unusableWords(path));
  return inText(decodedText(content), { uri: file.uri, endpoint }, context);
}

async function inText(
  text: string,
  { uri, endpoint }: { readonly uri: FileUri; readonly endpoint: Endpoint | undefined },
  context: CommandContext,
): Promise<FoundTargets> {
  const places = firstPlaces(placedReferences(text));
  const [first, ...others] = [...places.values()].map(({ reference }) => reference);
  if (!first) return refused(t('No operation was found in {0}.', pathOrUri(uri)));
  const placeOf = placesIn(pathOrUri(uri), text);
  const named = await located({ kind: 'references', references: [first, ...others] }, endpoint, context);
  return track(named, ({ name }) => placeOf(places.get(name)?.start ?? 0), context);
}

/** Where each operation is named first. */
function firstPlaces(placed: readonly PlacedReference[]): ReadonlyMap<string, PlacedReference> {
  const places = new Map<string, PlacedReference>();
  for (const one of placed) if (!places.has(one.reference.name)) places.set(one.reference.name, one);
  return places;
}

/** The operations of a text, at the given endpoint where the text does not tell; or why one of them is at none. */
async function located(
  parsed: ParsedText,
  endpoint: Endpoint | undefined,
  { interpreter }: CommandContext,
): Promise<readonly NamedOperation[] | string> {
  const { locator } = interpreter;
  if (endpoint && parsed.kind === 'references')
    return settled(locator.locateAll(parsed.references, endpoint));
  if (endpoint && parsed.kind === 'bareId' && canCheck(endpoint, parsed.id)) {
    return [operationAt(endpoint, { name: parsed.id })];
  }
  const interpretation = await interpreter.interpretWithArchive(parsed);
  if (interpretation.kind === 'operations') return settled(interpretation);
  if (interpretation.kind === 'refused') return interpretation.reason;
  const { id, homes, needsModel } = interpretation;
  const [home] = homes;
  if (home && homes.length === 1 && !needsModel) return [operationAt(home, { name: id })];
  return t('An ID alone does not tell which operation it is. Give its whole name, or its status address.');

  function settled(found: Parameters<typeof locator.settled>[0]): readonly NamedOperation[] | string {
    const { operations, leftOut } = locator.settled(found);
    return leftOut.length > 0 ? leftOut.join(' ') : operations;
  }
}

function track(
  named: readonly NamedOperation[] | string,
  placeOf: (operation: Operation) => Place | undefined,
  { store }: CommandContext,
): FoundTargets {
  if (typeof named === 'string') return refused(named);
  const tracked = store.trackAll(named.map((id) => ({ id, given: givenBy(id, 'task') })));
  return targetsAt(tracked, placeOf);
}

function targetsAt(
  operations: readonly Operation[],
  placeOf: (operation: Operation) => Place | undefined,
): FoundTargets {
  const targets = operations.map((operation) => ({ operation, place: placeOf(operation) }));
  return { kind: 'targets', targets };
}

function noEndpointWords(id: string, { endpoints }: CommandContext): string {
  const known = endpoints.all.map((endpoint) => endpoint.id).join(', ');
  return t('There is no endpoint "{0}". There are: {1}.', oneLine(id, SHOWN_CHARACTERS), known);
}

function refused(reason: string): FoundTargets {
  return { kind: 'refused', reason };
}
