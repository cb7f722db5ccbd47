import { type Files, sizeOf } from './files';
import { type FileUri, folderOf, inFolder, nameOf, pathOrUri, stemOf } from './fileUri';
import { type FileWriter, SaveError } from './saveError';

/** Names that are tried, with numbers up to this one. */
const MOST_NUMBERS = 99;

/** What decides whether a video may have a name. */
export interface Naming {
  /** Whether nobody else is about to have this name. */
  readonly isFree: (place: FileUri) => boolean;
  /** Whether the file there will do instead, which holds just the same bytes. */
  readonly willDo: (place: FileUri) => Promise<boolean>;
}

/** Gives the file its name in place of another file: the person wants that. Returns the name. */
export async function nameInPlaceOf(file: FileWriter, wanted: FileUri): Promise<string> {
  const name = nameOf(wanted);
  await file.keep(name, 'replace');
  return name;
}

/**
 * Gives the file a name that only this video can have: where a file has it, another window was faster, and that will do;
 * an empty one was left by a crash. Returns the name.
 */
export async function nameOnce(file: FileWriter, wanted: FileUri, files: Files): Promise<string> {
  const name = nameOf(wanted);
  const isKept = await isKeptAs(name, file);
  if (!isKept && (await sizeOf(wanted, files)) === 0) await file.keep(name, 'replace');
  return name;
}

/** Gives the file the wanted name, or that name with a number; never that of another file. Returns the name. */
export async function nameWithNumber(file: FileWriter, wanted: FileUri, naming: Naming): Promise<string> {
  for (const candidate of numbered(nameOf(wanted))) {
    const place = inFolder(folderOf(wanted), candidate);
    if (!naming.isFree(place)) continue;
    if ((await isKeptAs(candidate, file)) || (await naming.willDo(place))) return candidate;
  }
  throw new SaveError('exists', `${pathOrUri(wanted)} exists`);
}

/** False when another file has that name. */
async function isKeptAs(name: string, file: FileWriter): Promise<boolean> {
  try {
    await file.keep(name, 'create');
    return true;
  } catch (error) {
    if (error instanceof SaveError && error.kind === 'exists') return false;
    throw error;
  }
}

/** `clip.mp4`, `clip (2).mp4`, … */
function numbered(name: string): string[] {
  const stem = stemOf(name);
  const ending = name.slice(stem.length);
  const numbers = Array.from({ length: MOST_NUMBERS - 1 }, (_, index) => index + 2);
  return [name, ...numbers.map((number) => `${stem} (${number})${ending}`)];
}
