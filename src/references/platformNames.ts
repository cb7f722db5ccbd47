import { AGENT_PLATFORM_NAME, shortId } from '../operations/name';
import { rootOf } from './addressBases';
import { isCut } from './cutNames';
import type { FoundNames, Reference } from './foundNames';
import { GOES_ON, isPlaceholder, isWholeId, VERSION } from './nameForms';

const NAME = new RegExp(`(?<![\\w.%@~]|[^\\n]-)(${AGENT_PLATFORM_NAME})(?!${GOES_ON})`, 'g');
/** The address at which the status of an operation is asked for, with the name in the body of the request. */
const METHOD = new RegExp(`^([^?#]*?)/${VERSION}/projects/[^?#]{1,300}:fetchPredictOperation(?![\\w])`);
const ADDRESS = new RegExp(`^([^?#]*?)/${VERSION}/projects/`);
/** What documents write in place of a project: `PROJECT_ID`, `your-project`. */
const NO_PROJECT = /^projects\/(?:[A-Z][A-Z_]*|your[-_])/;

/** The operations of Google's Agent Platform in a text outside of addresses, and the text without them. */
export function platformNames(text: string): FoundNames & { readonly rest: string } {
  const references: Reference[] = [];
  let isAnyCut = false;
  const rest = text.replace(NAME, (matched, name: string, start: number) => {
    if (isExample(name)) return matched;
    if (isCut(text, { name, start, end: start + name.length })) isAnyCut = true;
    else references.push({ name });
    return ' ';
  });
  return { references, isAnyCut, rest };
}

/** The root of an address of the Agent Platform: of an operation, or of a method whose body names one. */
export function platformRoot(address: string): string | undefined {
  const [, base] = METHOD.exec(address) ?? ADDRESS.exec(address) ?? [];
  return base === undefined ? undefined : rootOf(base);
}

/** Whether a name is that of an example, or its id only the beginning of one: they are UUIDs, or long numbers. */
function isExample(name: string): boolean {
  const id = shortId(name);
  if (NO_PROJECT.test(name) || isPlaceholder(name.slice(name.indexOf('models/')))) return true;
  return !isWholeId(id) && !/^\d{8,}$/.test(id);
}
