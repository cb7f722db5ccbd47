import { nameFormOf } from '../../operations/name';
import { holdsSecret } from '../../outside/secretShapes';
import type { Reference, Scope } from '../foundNames';
import { isJobId } from '../jobIds';
import { addressOfStatus } from '../statusAddresses';
import { candidateIn, isFields, loneJob } from './answerForms';
import { recordsInLines } from './fieldLines';
import type { Fields, Value } from './frame';
import { jobDetails } from './jobDetails';
import { valuesInText } from './valuesInText';

/** What the answers in a text say. */
export interface AnsweredJobs {
  /** The jobs that they are about. */
  readonly jobs: readonly Reference[];
  /** What they tell of operations that are found by their own names, such as `models/…/operations/…`. */
  readonly details: readonly Reference[];
  /** Ids of other things within these answers, such as of each video. */
  readonly inner: ReadonlySet<string>;
  /** Whether an answer has an id that was cut off. */
  readonly isAnyCut: boolean;
}

/** An id that was shortened for showing. */
const CUT = /\.{3}$|…/;
/** Paths and queries of addresses that hold an id and nothing else: a key could stand in any other parameter. */
const STATUS_PATH = /^\/[\w./%:@~=-]+(?:\?(?:\w*id|taskId)=[\w./%:@~=-]+)?$/i;

/** Finds the answers of video APIs in a text. @param text with the escapes of JSON */
export function answeredJobs(text: string, scope: Scope = 'text'): AnsweredJobs {
  const search = new Search();
  const values = valuesInText(text);
  for (const value of [...values, ...recordsInLines(text)]) search.visit(value);
  if (scope === 'section') return search;
  const [only] = values;
  if (search.isEmpty && values.length === 1 && isFields(only) && isAlone(text)) search.visitLone(only);
  return search;
}

/** Whether nothing but the head of an answer or a prompt stands before an object, and nothing behind it. */
function isAlone(text: string): boolean {
  const trimmed = text.trim();
  if (!trimmed.endsWith('}')) return false;
  const before = trimmed.slice(0, Math.max(0, trimmed.indexOf('{')));
  return before.trim() === '' || /^(?:\* [^\n]*\n|[<>] [^\n]*\n)*HTTP\/[\d.]+ \d{3}/.test(before);
}

class Search implements AnsweredJobs {
  readonly jobs: Reference[] = [];
  readonly details: Reference[] = [];
  readonly inner = new Set<string>();
  isAnyCut = false;

  get isEmpty(): boolean {
    return this.jobs.length + this.details.length === 0 && !this.isAnyCut;
  }

  visit(value: Value, isInner = false): void {
    if (Array.isArray(value)) for (const one of value as readonly Value[]) this.visit(one, isInner);
    if (!isFields(value)) return;
    if (isInner && typeof value.id === 'string') this.inner.add(value.id);
    const isAnswer = this.readAnswer(value, candidateIn(value));
    for (const one of Object.values(value)) this.visit(one, isInner || isAnswer);
  }

  visitLone(fields: Fields): void {
    this.readAnswer(fields, loneJob(fields));
  }

  /** @returns whether the object is an answer about a job */
  private readAnswer(fields: Fields, candidate: ReturnType<typeof candidateIn>): boolean {
    if (!candidate) return this.readNamed(fields);
    const { id, shape } = candidate;
    if (CUT.test(id)) this.isAnyCut = true;
    const form = nameFormOf(id);
    if (form !== 'id' && form !== undefined) return this.readNamed({ name: id, ...fields });
    if (!isJobId(id)) return false;
    const { data } = fields;
    const told = isFields(data) ? { ...data, ...fields } : fields;
    this.jobs.push({ name: id, shape, ...pollingAddress(fields), ...jobDetails(told, id) });
    return true;
  }

  private readNamed(fields: Fields): boolean {
    const name = [fields.id, fields.name].find((one) => typeof one === 'string' && isNamed(one));
    if (typeof name !== 'string') return false;
    this.details.push({ name, ...jobDetails(fields, name) });
    return true;
  }
}

/** Whether an id says by itself that it is an operation's. */
function isNamed(id: string): boolean {
  const form = nameFormOf(id);
  return form !== undefined && form !== 'id';
}

/** Where an answer says that its status is: the path, and the root of an address that we know the form of. */
function pollingAddress(fields: Fields): Pick<Reference, 'root' | 'statusPath'> {
  const address = fields.polling_url ?? fields.pollingUrl;
  if (typeof address !== 'string') return {};
  // It is stored, so that one with a key in it is not kept.
  if (STATUS_PATH.test(address)) return holdsSecret(address) ? {} : { statusPath: address };
  const found = addressOfStatus(address);
  if (found === undefined) return {};
  const { root, statusPath } = found;
  return { ...(root !== undefined && { root }), ...(statusPath !== undefined && { statusPath }) };
}
