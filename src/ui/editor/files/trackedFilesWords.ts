import type * as vscode from 'vscode';
import type { Operation } from '../../../operations/operation';
import { t } from '../../language/t';
import type { ChosenFiles } from './chosenFiles';
import type { FoundInFiles, UnreadableFile } from './fileReferences';

/** What tracking the operations of files has come to. */
export interface TrackedFiles extends Pick<ChosenFiles, 'files'>, Omit<FoundInFiles, 'isCutOff'> {
  /** Those that were not in the list before. */
  readonly added: readonly Operation[];
  /** How many were in the list already. */
  readonly known: number;
  /** Why others are not tracked. */
  readonly leftOut: readonly string[];
  /** Whether there are more files, or more operations in them. */
  readonly isCutOff: boolean;
}

/** The last part of the path of a file. */
export function fileName({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What tracking the operations of files has come to, in sentences. */
export function trackedFilesWords(tracked: TrackedFiles): string {
  const { references, added, known, leftOut, isCutOff } = tracked;
  const isPart = added.length + known < references.length;
  return [
    ...(isNothingRead(tracked) ? [] : [foundSentence(tracked)]),
    ...(known > 0 ? [knownSentence(known, references.length)] : []),
    ...(isPart ? [t('Tracked now: {0}.', added.length)] : []),
    ...unreadSentence(tracked),
    ...(isCutOff ? [t('There is more than can be read at once.')] : []),
    ...leftOut,
  ].join(' ');
}

/** Then the file that could not be read is all there is to say. */
function isNothingRead({ files, unreadable }: TrackedFiles): boolean {
  return files.length === 1 && unreadable.length === 1;
}

function foundSentence({ references, files, filesWithSome }: TrackedFiles): string {
  const { length: count } = references;
  const [only, ...others] = files;
  const where = only && others.length === 0 ? fileName(only) : undefined;
  if (count === 0 && where !== undefined) return t('{0} names no operation.', where);
  if (files.length === 0) return t('There is no file here that can name an operation.');
  if (count === 0) return t('None of {0} files names an operation.', files.length);
  if (where !== undefined) {
    return count === 1 ? t('One operation in {0}.', where) : t('{0} operations in {1}.', count, where);
  }
  return count === 1
    ? t('One operation in {0} of {1} files.', filesWithSome, files.length)
    : t('{0} operations in {1} of {2} files.', count, filesWithSome, files.length);
}

function knownSentence(known: number, all: number): string {
  if (known < all) {
    return known === 1 ? t('One was tracked already.') : t('{0} were tracked already.', known);
  }
  return all === 1 ? t('It was tracked already.') : t('All were tracked already.');
}

function unreadSentence({ unreadable }: TrackedFiles): string[] {
  const [first, ...others] = unreadable;
  if (!first) return [];
  if (others.length > 0) return [t('{0} files could not be read.', unreadable.length)];
  return [whyNotRead(first)];
}

function whyNotRead(file: UnreadableFile): string {
  const name = fileName(file.uri);
  switch (file.kind) {
    case 'tooLarge':
      return t('{0} is larger than {1} MB, so it was not read.', name, file.maxMegabytes);
    case 'noFile':
      return t('{0} is a link to nothing, a device or a pipe, so it was not read.', name);
    case 'failed':
      return t('{0} could not be read.', name);
  }
}
