import type { FileUri } from '../../saving/fileUri';

/** A saved video of a row that is dragged. */
export interface DraggedFile {
  readonly title: string;
  readonly uri: string;
}

/** An operation whose row is dragged. */
export interface DraggedOperation {
  readonly name: string;
  readonly title: string;
  readonly files: readonly DraggedFile[];
}

/** The first segment of a path of Windows. */
const DRIVE = /^[A-Za-z]:$/;
/** What begins or ends something in Markdown, within the text of a link. */
const MARKDOWN = /[\\`*_[\]<>#|~]/g;

/**
 * Dragged operations in Markdown: a link to each saved video, as `[Lantern festival](videos/lantern.mp4)`, or else the name;
 * several as a list.
 *
 * @param addressOf the address of a file, as the document can use it
 */
export function markdownOf(
  operations: readonly DraggedOperation[],
  addressOf: (file: DraggedFile) => string,
): string {
  const linkTo = (file: DraggedFile) => `[${file.title.replace(MARKDOWN, '\\$&')}](${addressOf(file)})`;
  const items = operations.flatMap(({ name, files }) =>
    files.length > 0 ? files.map(linkTo) : [`\`${name}\``],
  );
  return items.length > 1 ? items.map((item) => `- ${item}`).join('\n') : items.join('');
}

/**
 * The address of a file in a document: relative to it where both are in the same file system, and encoded so that it ends
 * nowhere before its end.
 */
export function addressWithin(document: FileUri, file: FileUri): string {
  const isElsewhere = document.scheme !== file.scheme || document.authority !== file.authority;
  const from = document.path.split('/').slice(0, -1);
  const to = file.path.split('/');
  const common = commonLength(from, to);
  const isOnOtherDrive = common < 2 && DRIVE.test(to[1] ?? '');
  if (isElsewhere || isOnOtherDrive) return encoded(file);
  const up = from.slice(common).map(() => '..');
  return [...up, ...to.slice(common).map(encodedSegment)].join('/');
}

function commonLength(from: readonly string[], to: readonly string[]): number {
  const differs = from.findIndex((segment, at) => segment !== to[at]);
  return differs < 0 ? from.length : differs;
}

function encoded(file: FileUri): string {
  return file.toString().replace(/[()]/g, encodedSegment);
}

/** Parentheses would end the address, but `encodeURIComponent` leaves them. */
function encodedSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
}
